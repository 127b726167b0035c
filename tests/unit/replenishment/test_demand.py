"""What is expected of a product, from what was sold of it."""

import numpy as np
import pytest

from apps.purchasing.replenishment.demand import METHODS, DemandModel

FULL_WEEK = np.ones(7)
MARKET_DAYS = np.array([0.5, 0.5, 0.5, 0.5, 1.0, 2.5, 1.5])


def learn(days: np.ndarray, *, horizon: int = 8, known: np.ndarray | None = None, methods=METHODS):
    """Return the forecast after these days, which begin on a Monday; a row for each series."""
    model = DemandModel(horizons=np.full(len(days), horizon), methods=methods)
    known = np.ones(days.shape, dtype=bool) if known is None else known
    for day in range(days.shape[1]):
        model.learn(sold=days[:, day], known=known[:, day], weekday=day % 7)
    return model.forecast()


def random_sales(*means: float, days: int = 180, week: np.ndarray = FULL_WEEK) -> np.ndarray:
    chance = np.random.default_rng(1871)
    return chance.poisson(np.outer(means, week[np.arange(days) % 7])).astype(float)


def test_steady_sales_are_expected_to_go_on():
    forecast = learn(random_sales(20.0, 5.0, 1.0))
    assert forecast.rate == pytest.approx([20.0, 5.0, 1.0], rel=0.25)
    assert forecast.mean == pytest.approx(forecast.rate * 8)


def test_what_was_never_sold_is_not_expected():
    forecast = learn(np.zeros((2, 60)))
    assert forecast.rate.tolist() == [0.0, 0.0]


def test_a_day_without_goods_says_nothing_about_demand():
    days = random_sales(10.0, 10.0)
    known = np.ones(days.shape, dtype=bool)
    days[0, 120:], known[0, 120:] = 0, False
    assert learn(days, known=known).rate[0] == pytest.approx(10, rel=0.3)
    assert learn(days).rate[0] < 5


def test_a_rising_product_is_expected_above_a_falling_one():
    steps = np.arange(180.0)
    rising, falling = 2 + steps / 10, 20 - steps / 10
    forecast = learn(np.vstack([rising, falling]), methods=["trend"])
    assert forecast.rate[0] > forecast.level[0]
    assert forecast.rate[1] < forecast.level[1]


def test_the_week_is_learnt_from_all_goods_together():
    forecast = learn(random_sales(*[8.0] * 30, week=MARKET_DAYS))
    assert forecast.weekdays == pytest.approx(MARKET_DAYS, abs=0.12)


def test_a_weekday_on_which_the_place_is_closed_lowers_no_rate():
    week = np.array([1, 1, 1, 1, 1, 1, 0.0])
    forecast = learn(random_sales(*[7.0] * 10, week=week))
    assert forecast.weekdays[6] < 0.05
    assert forecast.rate.mean() == pytest.approx(6, rel=0.1), "a usual day of seven is one of six in seven"


def test_holidays_lower_no_rate():
    days = random_sales(*[7.0] * 10)
    days[:, 150:160] = 0
    assert learn(days).rate.mean() == pytest.approx(7, rel=0.15)


def test_a_place_that_sells_nothing_for_long_is_not_closed():
    days = random_sales(10.0)
    days[:, 120:] = 0
    assert learn(days).rate[0] < 5


def test_what_sells_seldom_and_much_varies_more_than_what_sells_daily():
    chance = np.random.default_rng(3)
    seldom = (chance.random(360) < 0.05) * 60.0
    daily = np.full(360, 3.0)
    forecast = learn(np.vstack([seldom, daily]))
    assert forecast.variance[0] > 10 * forecast.variance[1]
    assert forecast.rate == pytest.approx([3.0, 3.0], rel=0.6)


def test_the_methods_share_the_forecast_and_the_better_one_counts_more():
    steps = np.arange(180.0)
    forecast = learn((2 + steps)[None, :])
    weights = dict(zip(METHODS, forecast.weights[:, 0], strict=True))
    assert sum(weights.values()) == pytest.approx(1)
    assert weights["quick"] > weights["slow"]


def test_each_series_has_its_own_horizon():
    model = DemandModel(horizons=np.array([4, 15]))
    for day in range(120):
        model.learn(sold=np.array([6.0, 6.0]), known=np.array([True, True]), weekday=day % 7)
    assert model.forecast().mean == pytest.approx([24.0, 90.0], rel=0.05)
