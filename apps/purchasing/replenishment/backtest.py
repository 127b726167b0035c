"""Trying a policy on what was really sold: day by day, beside what a shopkeeper sets by hand. Pure.

Both are asked every night, order the same goods with the same lead time, and lose what they can't sell. The
policy sees only what it sold itself, not what was wanted of what had run out. To compare stock-outs, it is given as
much stock on average as the shopkeeper keeps, and as much work: about as many order lines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from statistics import NormalDist
from typing import Protocol

import numpy as np

from .arrays import Flags, Floats
from .demand import METHODS, USUAL_HABITS, DemandModel, Habits
from .policy import REVIEW_DAYS, Rules, levels

FIRST_MONTH = 31
MONTH_DAYS = 30
EVEN_WITHIN = 0.005
"""How much less than the shopkeeper's the policy's average stock may be to count as equal; it is never more."""
WORK_WITHIN = 0.05
"""How far apart the numbers of order lines may be to count as equal."""
FIRST_ORDER_COST, MOST_ROUNDS = 0.3, 7


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
    """What came of a way of ordering, over all series and the days that are counted."""

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

    def __init__(
        self,
        *,
        past: Past,
        lead_days: int,
        rules: Rules,
        methods: Sequence[str] = METHODS,
        habits: Habits = USUAL_HABITS,
    ) -> None:
        series = len(past.wanted)
        self._rules = rules
        horizons = np.full(series, lead_days + REVIEW_DAYS)
        self._model = DemandModel(horizons=horizons, methods=methods, habits=habits)
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


def play(*, past: Past, lead_days: int, way: WayOfOrdering, counted_from: int = FIRST_MONTH) -> Outcome:
    """Live through the days after the first month, starting with full shelves; count from a day of them on."""
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
        if day >= counted_from:
            stock, short = stock + on_hand.sum(), short + missed.sum()
            days_short += (missed > 0).sum()
        way.learn(sold=sold, known=on_hand > 0, weekday=past.weekday(day))
        least, most = way.targets()
        position = on_hand + coming.sum(axis=0)
        ordered = np.where(position <= least, np.maximum(0.0, most - position), 0.0)
        lines += (ordered > 0).sum() if day >= counted_from else 0
        coming[(day + lead_days) % (lead_days + 1)] = ordered
    return Outcome(
        average_stock=float(stock / (past.days - counted_from)),
        units_short=int(short),
        days_short=int(days_short),
        order_lines=int(lines),
        units_wanted=int(past.wanted[:, counted_from:].sum()),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The policy beside fixed min and max, with the same stock on average and as many order lines."""

    lead_days: int
    safety_factor: float
    by_hand: Outcome
    policy: Outcome
    service_level: float
    order_cost: float

    @property
    def units_short_ratio(self) -> float:
        """Return how many units the policy was short for each that the shopkeeper was."""
        return self.policy.units_short / max(1, self.by_hand.units_short)

    @property
    def days_short_ratio(self) -> float:
        """Return on how many days the policy was short for each on which the shopkeeper was."""
        return self.policy.days_short / max(1, self.by_hand.days_short)


def compare(
    *,
    past: Past,
    lead_days: int,
    safety_factor: float,
    order_cost: float | None = None,
    methods: Sequence[str] = METHODS,
    habits: Habits = USUAL_HABITS,
    counted_from: int = FIRST_MONTH,
) -> Comparison:
    """Return both outcomes, the policy's service level and order cost chosen so that they compare.

    A given order cost (in units' costs) is kept, however many order lines it makes. Raises NotEven.
    """
    live = partial(play, past=past, lead_days=lead_days, counted_from=counted_from)
    by_hand = live(way=MinMax(past=past, lead_days=lead_days, safety_factor=safety_factor))

    def outcome(z: float, cost: float) -> Outcome:
        rules = Rules(service_level=NormalDist().cdf(z), order_cost=cost)
        return live(way=Policy(past=past, lead_days=lead_days, rules=rules, methods=methods, habits=habits))

    def evened(cost: float) -> Comparison:
        z, policy = _as_much_stock(partial(outcome, cost=cost), by_hand.average_stock)
        return Comparison(lead_days, safety_factor, by_hand, policy, NormalDist().cdf(z), cost)

    return _as_much_work(evened) if order_cost is None else evened(order_cost)


def _as_much_work(evened: Callable[[float], Comparison]) -> Comparison:
    """Change the cost of an order line until about as many are written; of those tried, return the nearest.

    By the economic lot, lines go with the inverse root of their cost.
    """
    cost, tried = FIRST_ORDER_COST, list[tuple[float, Comparison]]()
    for _round in range(MOST_ROUNDS):
        try:
            found = evened(cost)
        except NotEven:
            cost /= 4  # its lots alone were more than the shopkeeper's stock
            continue
        ratio = max(1, found.policy.order_lines) / max(1, found.by_hand.order_lines)
        tried.append((abs(ratio - 1), found))
        if abs(ratio - 1) <= WORK_WITHIN:
            break
        cost *= ratio**2
    if not tried:
        raise NotEven
    return min(tried, key=itemgetter(0))[1]


def _as_much_stock(outcome: Callable[[float], Outcome], stock: float) -> tuple[float, Outcome]:
    """Halve towards the z with which as much is on stock on average; return the one that comes nearest from below."""
    low, high = -3.0, 5.0
    best: tuple[float, Outcome] | None = None
    for _halving in range(16):
        z = (low + high) / 2
        found = outcome(z)
        if found.average_stock > stock:
            high = z
            continue
        best, low = (z, found), z
        if found.average_stock >= stock * (1 - EVEN_WITHIN):
            break
    if best is None:
        raise NotEven
    return best


class NotEven(Exception):
    """However little it wants, the policy keeps more stock on average than the shopkeeper does."""
