"""The trial on what the choice never saw: other goods, later days; and what makes two ways of ordering compare."""

import numpy as np
import pytest

from apps.purchasing.replenishment.backtest import Past, compare
from apps.purchasing.replenishment.demand import Habits
from apps.purchasing.replenishment.holdout import hold_out, in_first_half

CODES = [f"LU-{number:03d}" for number in range(40)]
CHOICES = [Habits(0.5, 1.0), Habits(2.0, 4.0)]


def past(*, days: int = 90, drift: float = 0.0) -> Past:
    """Goods that sell from one in two days to nine a day, more of them as time goes by."""
    chance = np.random.default_rng(1871)
    rates = np.linspace(0.5, 9, len(CODES))[:, None] * np.linspace(1, 1 + drift, days)
    return Past(chance.poisson(rates).astype(float), first_weekday=0)


def trial(known: Past):
    return hold_out(past=known, codes=CODES, lead_days=[7], safety_factor=1.5, choices=CHOICES)


def test_half_of_the_goods_are_chosen_on_whatever_else_is_sold():
    first = in_first_half(CODES)
    assert 10 < first.sum() < 30
    assert in_first_half(CODES[::-1]).tolist() == first[::-1].tolist()


def test_what_happened_to_the_others_and_later_changes_no_choice():
    known = past(drift=3.0)
    found = trial(known)
    first = in_first_half(CODES)
    assert (found.chosen_on, found.tried_on) == (first.sum(), (~first).sum())
    assert (found.from_day, found.found[0].by_hand.units_wanted) == (60, known.wanted[~first][:, 60:].sum())

    known.wanted[~first] = known.wanted[~first][:, ::-1] * 3
    known.wanted[:, 60:] += 5
    assert trial(known).habits == found.habits


@pytest.mark.parametrize("drift", [0.0, 2.0])
def test_neither_more_stock_nor_more_work_than_by_hand(drift):
    found = compare(past=past(drift=drift), lead_days=7, safety_factor=1.5)
    assert 0.99 * found.by_hand.average_stock <= found.policy.average_stock <= found.by_hand.average_stock
    assert found.policy.order_lines == pytest.approx(found.by_hand.order_lines, rel=0.15)
