"""Trying a policy on what was really sold: day by day, beside what a shopkeeper sets by hand. Pure.

Both are asked every night, order the same goods with the same lead time, and lose what they can't sell. The
policy sees only what it sold itself, not what was wanted of what had run out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Protocol

import numpy as np

from .arrays import Flags, Floats
from .demand import METHODS, DemandModel
from .policy import REVIEW_DAYS, Rules, levels

FIRST_MONTH = 31
MONTH_DAYS = 30
EVEN_WITHIN = 0.01
"""How far apart two average stocks may be to count as equal."""


@dataclass(frozen=True, slots=True)
class Past:
    """Units wanted of each series (rows) on each day (columns), and the first day's weekday, Monday being 0."""

    wanted: Floats
    first_weekday: int

    def weekday(self, day: int) -> int:
        return (self.first_weekday + day) % 7

    @property
    def days(self) -> int:
        return int(self.wanted.shape[1])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a way of ordering, over all series and the days after the first month."""

    average_stock: float
    units_short: int
    days_short: int
    order_lines: int
    units_wanted: int

    @property
    def fill_rate(self) -> float:
        """Return which part of what was wanted could be sold."""
        return 1 - self.units_short / max(1, self.units_wanted)


class WayOfOrdering(Protocol):
    """Says each night from where to order and up to where."""

    def targets(self) -> tuple[Floats, Floats]: ...

    def learn(self, *, sold: Floats, known: Flags, weekday: int) -> None: ...


class MinMax:
    """What a shopkeeper sets once by hand: min is what sells in the lead time, and more; max a month's more."""

    def __init__(self, *, past: Past, lead_days: int, safety_factor: float) -> None:
        a_day = past.wanted[:, :FIRST_MONTH].sum(axis=1) / FIRST_MONTH
        self._least = np.ceil(a_day * lead_days * safety_factor)
        self._most = np.ceil(self._least + a_day * MONTH_DAYS)

    def targets(self) -> tuple[Floats, Floats]:
        return self._least, self._most

    def learn(self, *, sold: Floats, known: Flags, weekday: int) -> None:
        """Go on as before: that is what fixed means."""


class Policy:
    """What Bottega proposes: forecast, reorder point and lot, looked at anew each night."""

    def __init__(self, *, past: Past, lead_days: int, rules: Rules, methods: Sequence[str] = METHODS) -> None:
        series = len(past.wanted)
        self._rules = rules
        self._model = DemandModel(horizons=np.full(series, lead_days + REVIEW_DAYS), methods=methods)
        self._punctual, self._cost = np.zeros(series), np.ones(series)
        for day in range(FIRST_MONTH):
            everything = np.ones(series, dtype=bool)
            self.learn(sold=past.wanted[:, day], known=everything, weekday=past.weekday(day))

    def targets(self) -> tuple[Floats, Floats]:
        forecast = self._model.forecast()
        found = levels(
            mean=forecast.mean,
            variance=forecast.variance,
            rate=forecast.rate,
            lead_deviation=self._punctual,
            unit_cost=self._cost,
            rules=self._rules,
        )
        return found.reorder_point, found.order_up_to

    def learn(self, *, sold: Floats, known: Flags, weekday: int) -> None:
        self._model.learn(sold=sold, known=known, weekday=weekday)


def play(*, past: Past, lead_days: int, way: WayOfOrdering) -> Outcome:
    """Live through the days after the first month, starting with full shelves."""
    _least, most = way.targets()
    on_hand, coming = most.copy(), np.zeros((lead_days + 1, len(most)))
    stock = short = days_short = lines = 0.0
    for day in range(FIRST_MONTH, past.days):
        arriving = day % (lead_days + 1)
        on_hand += coming[arriving]
        coming[arriving] = 0
        wanted = past.wanted[:, day]
        sold = np.minimum(on_hand, wanted)
        on_hand -= sold
        missed = wanted - sold
        stock, short, days_short = (
            stock + on_hand.sum(),
            short + missed.sum(),
            days_short + (missed > 0).sum(),
        )
        way.learn(sold=sold, known=on_hand > 0, weekday=past.weekday(day))
        least, most = way.targets()
        position = on_hand + coming.sum(axis=0)
        ordered = np.where(position <= least, np.maximum(0.0, most - position), 0.0)
        lines += (ordered > 0).sum()
        coming[(day + lead_days) % (lead_days + 1)] = ordered
    lived = past.days - FIRST_MONTH
    return Outcome(
        average_stock=float(stock / lived),
        units_short=int(short),
        days_short=int(days_short),
        order_lines=int(lines),
        units_wanted=int(past.wanted[:, FIRST_MONTH:].sum()),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The policy beside fixed min and max, with the same stock on average."""

    lead_days: int
    safety_factor: float
    by_hand: Outcome
    policy: Outcome
    service_level: float


def compare(
    *,
    past: Past,
    lead_days: int,
    safety_factor: float,
    rules: Rules,
    methods: Sequence[str] = METHODS,
) -> Comparison:
    """Return both outcomes, the policy's service level chosen so that it keeps as much stock as the shopkeeper."""
    by_hand = play(
        past=past,
        lead_days=lead_days,
        way=MinMax(past=past, lead_days=lead_days, safety_factor=safety_factor),
    )

    def outcome(z: float) -> Outcome:
        wanted = replace(rules, service_level=NormalDist().cdf(z))
        way = Policy(past=past, lead_days=lead_days, rules=wanted, methods=methods)
        return play(past=past, lead_days=lead_days, way=way)

    z, policy = _even(outcome, by_hand.average_stock)
    return Comparison(lead_days, safety_factor, by_hand, policy, NormalDist().cdf(z))


def _even(outcome: Callable[[float], Outcome], stock: float) -> tuple[float, Outcome]:
    """Halve towards the z with which as much is on stock on average; more of it means more stock."""
    low, high = -3.0, 5.0
    for _halving in range(16):
        z = (low + high) / 2
        found = outcome(z)
        if abs(found.average_stock / stock - 1) <= EVEN_WITHIN / 2:
            return z, found
        low, high = (z, high) if found.average_stock < stock else (low, z)
    raise NotEven


class NotEven(Exception):
    """No service level keeps as much stock on average as the shopkeeper does."""
