"""What is going to be sold: many series at once, learnt day by day. Pure.

Each series (a product at a place) is forecast in five ways, of which none is best for all goods, and these are
combined by how wrong each has been over the series' own horizon (Bates and Granger, "The combination of
forecasts", Operational Research Quarterly 20, 1969: weights in inverse proportion to the squared errors).

- Three exponential smoothings of the level, slow, steady and quick (Brown, 1959).
- One with a damped trend (Gardner and McKenzie, "Forecasting trends in time series", Management Science 31, 1985).
- For what sells seldom: the chance of a sale on a day times its size (Teunter, Syntetos and Babai, "Intermittent
  demand: linking forecasting to inventory obsolescence", European Journal of Operational Research 214, 2011).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Integers, Table
from .weekdays import WeekdayPattern

SMOOTHINGS = {"slow": 0.01, "steady": 0.04, "quick": 0.16, "trend": 0.04}
"""Of each smoothing, by how much of its error the level follows (alpha)."""
TREND_FOLLOWS, DAMPING = 0.001, 0.97
SIZE_FOLLOWS, CHANCE_FOLLOWS = 0.1, 0.03
METHODS = (*SMOOTHINGS, "seldom")

ERROR_FOLLOWS = 0.02
TREND_AFTER = 21
"""Days that must be known before a trend is seen in them."""
CLOSED_BELOW = 0.05
"""A weekday with less than this part of a usual day's sales is one on which the place is closed."""
SURELY_SOLD = 5.0
"""Where at least so many units were expected and none was sold, the place was closed (by Poisson, 99 %)."""
LONGEST_CLOSURE = 14
"""Days after which no sales mean no demand after all."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How quickly the forecasts change their minds; chosen where `holdout.py` says, tried where it didn't look.

    `speed` makes all smoothings quicker or slower; `neighbour_windows` is what the neighbours' variation counts
    for, in horizons of the series' own.
    """

    speed: float = 1.0
    neighbour_windows: float = 2.0


USUAL_HABITS = Habits()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of each series from tomorrow.

    `rate` is units on a usual day over the horizon, `level` the same today, before the trend; `variance` is that
    of the sum over the horizon, as it has been around the forecasts; `weights` says how far each method counts.
    """

    rate: Floats
    level: Floats
    mean: Floats
    variance: Floats
    weekdays: Floats
    weights: Floats


class DemandModel:
    """Forecasts of as many series as `horizons` has entries: over how many days each is looked ahead."""

    def __init__(
        self, *, horizons: Integers, methods: Sequence[str] = METHODS, habits: Habits = USUAL_HABITS
    ) -> None:
        self._habits = habits
        self._horizons = np.maximum(1, horizons).astype(np.int64)
        self._used = np.array([method in methods for method in METHODS])
        count, ways = len(horizons), len(METHODS)
        self._series = np.arange(count)
        self._alphas = habits.speed * np.array(list(SMOOTHINGS.values()))[:, None]
        self._betas = np.where(np.array(list(SMOOTHINGS)) == "trend", habits.speed * TREND_FOLLOWS, 0.0)[
            :, None
        ]
        self._reach = _reach_of_trend(self._horizons)
        self._level = np.zeros((ways - 1, count))
        self._trend = np.zeros((ways - 1, count))
        self._chance = np.zeros(count)
        self._size = np.zeros(count)
        self._pattern = WeekdayPattern()
        self._past = _Past(days=int(self._horizons.max(initial=1)) + 1, ways=ways, series=count)
        self._errors = np.zeros((ways, count))
        self._days_known = np.zeros(count)
        self._windows = np.zeros(count)
        self._closed_days = 0

    def learn(self, *, sold: Floats, known: Flags, weekday: int) -> None:
        """Take in a day: units sold, and where that says what was wanted (not where nothing was left to sell)."""
        total = float(sold.sum())
        closed = total == 0 and self._is_closed(weekday)
        if total:
            self._closed_days = 0
        self._pattern.learn(units=total, weekday=weekday)
        factor = self._pattern.factors()[weekday]
        if not closed and factor >= CLOSED_BELOW:
            self._follow(sold / factor, known)
            self._past.add(sold=np.where(known, sold, 0.0), weight=known * factor)
        self._judge()

    def _is_closed(self, weekday: int) -> bool:
        """Tell whether the place, which sold nothing today, was closed rather than not wanted."""
        expected = float((self._weights() * self._rates()).sum()) * self._pattern.factors()[weekday]
        self._closed_days = self._closed_days + 1 if expected >= SURELY_SOLD else 0
        return 0 < self._closed_days <= LONGEST_CLOSURE

    def forecast(self) -> Forecast:
        """Return what is expected from tomorrow."""
        rates = self._rates()
        weights = self._weights()
        rate, error = (weights * rates).sum(axis=0), (weights * self._errors).sum(axis=0)
        level = (weights * np.vstack([self._level, self._chance * self._size])).sum(axis=0)
        mean = rate * self._horizons
        seen = self._windows / self._horizons
        usual = usual_variance(mean=mean, variance=np.where(self._windows > 0, error, 0.0))
        neighbours = self._habits.neighbour_windows
        variance = (seen * error + neighbours * usual) / (seen + neighbours)
        return Forecast(
            rate=rate,
            level=np.maximum(0.0, level),
            mean=mean,
            variance=np.maximum(variance, mean),
            weekdays=self._pattern.factors(),
            weights=weights,
        )

    def _follow(self, units: Floats, known: Flags) -> None:
        """Move each method's state by a day's sales, freed of the weekday; what isn't known moves nothing."""
        self._days_known += known
        first = 1 / np.maximum(1, self._days_known)
        before = self._level + DAMPING * self._trend
        error = np.where(known, units - before, 0.0)
        self._level = np.where(known, before, self._level) + np.maximum(self._alphas, first) * error
        gain = self._betas * (self._days_known > TREND_AFTER)
        self._trend = np.where(known, DAMPING * self._trend, self._trend) + gain * error
        hit = known & (units > 0)
        follows = np.where(self._size == 0, 1.0, self._habits.speed * SIZE_FOLLOWS)
        self._size += np.where(hit, follows * (units - self._size), 0.0)
        self._chance += np.where(
            known, np.maximum(self._habits.speed * CHANCE_FOLLOWS, first) * (hit - self._chance), 0.0
        )

    def _rates(self) -> Floats:
        """Return what each method expects of a usual day within the horizon."""
        smoothed = np.maximum(0.0, self._level + self._trend * self._reach)
        return np.vstack([smoothed, self._chance * self._size])

    def _judge(self) -> None:
        """Compare what was sold over each series' horizon with what each method said before it."""
        rates, sold, weight = self._past.turn(rates=self._rates(), back=self._horizons, series=self._series)
        judged = weight > 0.3 * self._horizons
        self._windows += judged
        squares = (sold - rates * weight) ** 2 * (self._horizons / np.maximum(weight, 1.0))
        gain = np.maximum(ERROR_FOLLOWS, 1 / np.maximum(1, self._windows))
        self._errors += np.where(judged, gain * (squares - self._errors), 0.0)

    def _weights(self) -> Floats:
        trust = np.where(self._windows > 0, 1 / np.maximum(self._errors, 1e-6), 1.0)
        trust = trust * self._used[:, None]
        return np.asarray(trust / trust.sum(axis=0))


class _Past:
    """A ring of days: what was expected then, and all that had been sold by then on days that count."""

    def __init__(self, *, days: int, ways: int, series: int) -> None:
        self._rates = np.zeros((days, ways, series), dtype=np.float32)
        self._sold = np.zeros((days, series))
        self._weight = np.zeros((days, series))
        self._all_sold = np.zeros(series)
        self._all_weight = np.zeros(series)
        self._day = 0

    def add(self, *, sold: Floats, weight: Floats) -> None:
        self._all_sold = self._all_sold + sold
        self._all_weight = self._all_weight + weight

    def turn(self, *, rates: Floats, back: Integers, series: Integers) -> tuple[Table, Floats, Floats]:
        """Write down today; return what was expected so many days back, and what was sold and weighed since."""
        days = len(self._sold)
        here = self._day % days
        self._rates[here], self._sold[here], self._weight[here] = rates, self._all_sold, self._all_weight
        then = (self._day - back) % days
        old_enough = back <= self._day
        self._day += 1
        sold = np.where(old_enough, self._all_sold - self._sold[then, series], 0.0)
        weight = np.where(old_enough, self._all_weight - self._weight[then, series], 0.0)
        return self._rates[then, :, series].T, sold, weight


def usual_variance(*, mean: Floats, variance: Floats) -> Floats:
    """Return the variance that goods of that mean have around here: a power of it, fitted through all of them.

    Taylor, "Aggregation, variance and the mean", Nature 189, 1961. Too few goods to fit: twice the mean.
    """
    told = (mean > 0.05) & (variance > 0)
    if told.sum() < 10:
        return np.asarray(2 * mean)
    across, up = np.log(mean[told]), np.log(variance[told])
    spread = across - across.mean()
    slope = float(spread @ (up - up.mean()) / max(float(spread @ spread), 1e-9))
    slope = min(2.0, max(1.0, slope))
    fitted = np.exp(slope * np.log(np.maximum(mean, 0.01)))
    return np.asarray(fitted * np.median(variance[told] / fitted[told]))


def _reach_of_trend(horizons: Integers) -> Floats:
    """Return by how many of today's trends the horizon's mean lies above today's level.

    The mean over days 1 to h of damping + damping^2 + … + damping^day.
    """
    limit = DAMPING / (1 - DAMPING)
    return np.asarray(limit * (1 - limit * (1 - DAMPING**horizons) / horizons))
