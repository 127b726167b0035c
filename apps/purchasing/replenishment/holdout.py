"""An honest trial: chosen on one half of the goods and the first half of the days, tried on the rest. Pure.

The habits of the forecasts are chosen where the choice may look; what is reported happened to other goods on later
days. Service level and order cost aren't chosen there: they make stock and work equal, so that stock-outs compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from zlib import crc32

import numpy as np

from .arrays import Flags
from .backtest import FIRST_MONTH, Comparison, Past, compare
from .demand import Habits

CHOICES = tuple(Habits(*each) for each in product((0.5, 1.0, 2.0), (1.0, 2.0, 4.0)))


@dataclass(frozen=True, slots=True)
class Trial:
    """What was chosen and from how many goods and days; how the choice did on the others, for each lead time."""

    habits: Habits
    chosen_on: int
    tried_on: int
    from_day: int
    found: list[Comparison]


def hold_out(
    *,
    past: Past,
    codes: Sequence[str],
    lead_days: Sequence[int],
    safety_factor: float,
    choices: Sequence[Habits] = CHOICES,
) -> Trial:
    """Choose on the goods that `in_first_half` names, report on the others. Raises NotEven."""
    first = in_first_half(codes)
    from_day = FIRST_MONTH + (past.days - FIRST_MONTH) // 2
    seen = Past(past.wanted[first][:, :from_day], past.first_weekday)
    unseen = Past(past.wanted[~first], past.first_weekday)
    habits = choose(past=seen, lead_days=lead_days, safety_factor=safety_factor, choices=choices)
    found = [
        compare(
            past=unseen,
            lead_days=days,
            safety_factor=safety_factor,
            habits=habits,
            counted_from=from_day,
        )
        for days in lead_days
    ]
    return Trial(habits, len(seen.wanted), len(unseen.wanted), from_day, found)


def in_first_half(codes: Sequence[str]) -> Flags:
    """Tell of each code whether it is in the half that may be looked at: by its checksum, so by nobody's choice."""
    return np.array([crc32(code.encode()) % 2 == 0 for code in codes], dtype=bool)


def choose(
    *,
    past: Past,
    lead_days: Sequence[int],
    safety_factor: float,
    choices: Sequence[Habits] = CHOICES,
) -> Habits:
    """Return the habits with the fewest stock-outs beside the shopkeeper's, units and days counting alike."""
    costs = {
        days: compare(past=past, lead_days=days, safety_factor=safety_factor).order_cost for days in lead_days
    }

    def stock_outs(habits: Habits) -> float:
        found = (
            compare(past=past, lead_days=days, safety_factor=safety_factor, order_cost=cost, habits=habits)
            for days, cost in costs.items()
        )
        return sum(each.units_short_ratio + each.days_short_ratio for each in found)

    return min(choices, key=stock_outs)
