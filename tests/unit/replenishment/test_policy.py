"""When to order and up to how much."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.purchasing.replenishment.policy import Rules, levels, lot_size, quantile

RULES = Rules()


def one(*, mean=70.0, variance=400.0, rate=10.0, lead_deviation=0.0, unit_cost=4.0, rules=RULES):
    figures = (mean, variance, rate, lead_deviation, unit_cost)
    names = ("mean", "variance", "rate", "lead_deviation", "unit_cost")
    return levels(**{name: np.array([each]) for name, each in zip(names, figures, strict=True)}, rules=rules)


@pytest.mark.parametrize(
    ("mean", "variance", "service", "wanted"),
    # 95th and 99th percentiles of the gamma distribution: shape 4 (x 25), shape 1 (exponential), shape 100.
    [(100, 2500, 0.95, 193.8), (100, 10000, 0.95, 299.6), (100, 100, 0.99, 124.7), (100, 2500, 0.99, 251.1)],
)
def test_the_quantile_is_that_of_the_gamma_distribution(mean, variance, service, wanted):
    z = replace(RULES, service_level=service).z
    found = quantile(mean=np.array([float(mean)]), variance=np.array([float(variance)]), z=z)
    assert found[0] == pytest.approx(wanted, rel=0.02)


def test_more_service_more_variation_or_an_unreliable_supplier_mean_ordering_earlier():
    usual = one().reorder_point[0]
    assert one(rules=replace(RULES, service_level=0.99)).reorder_point[0] > usual
    assert one(variance=900.0).reorder_point[0] > usual
    assert one(lead_deviation=3.0).reorder_point[0] > usual


def test_the_lot_is_where_ordering_and_keeping_cost_least_together():
    rules = Rules(order_cost=10, carrying_rate=0.365, least_cycle_days=1, most_cycle_days=365)
    found = lot_size(rate=np.array([5.0]), unit_cost=np.array([4.0]), rules=rules)
    assert found[0] == pytest.approx((2 * 10 * 5 / (4 * 0.001)) ** 0.5)


def test_the_lot_stays_between_a_week_and_two_months_of_sales():
    rates, costs = np.array([10.0, 10.0]), np.array([0.01, 100_000.0])
    assert lot_size(rate=rates, unit_cost=costs, rules=RULES).tolist() == [600.0, 70.0]


def test_nothing_is_kept_of_what_is_not_expected_to_sell():
    found = one(mean=0.0, variance=0.0, rate=0.0)
    assert (found.reorder_point[0], found.order_up_to[0], found.safety_stock[0]) == (0, 0, 0)


@given(
    mean=st.floats(0.01, 1e5),
    spread=st.floats(0.1, 20),
    service=st.floats(0.5, 0.999),
    unit_cost=st.floats(0, 1e4),
)
def test_levels_are_whole_units_in_order(mean, spread, service, unit_cost):
    found = one(
        mean=mean,
        variance=(mean * spread) ** 2,
        rate=mean / 8,
        unit_cost=unit_cost,
        rules=replace(RULES, service_level=service),
    )
    point, target = found.reorder_point[0], found.order_up_to[0]
    assert 0 <= point < target
    assert point == int(point)
    assert target == int(target)
