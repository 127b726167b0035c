"""Rows of a ledger as tables of days, and what they say about days on which nothing was left to sell. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from .arrays import Integers, Table


@dataclass(frozen=True, slots=True)
class DailyHistory:
    """A row for each day, a column for each product: units sold, and whether that says what was wanted."""

    first_date: date
    sold: Table
    known: Table
    on_hand: Table

    @property
    def days(self) -> int:
        return int(self.sold.shape[0])


def daily_history(
    *,
    rows: Iterable[tuple[int, object, int, int]],
    product_ids: Integers,
    on_hand: Integers,
    first_date: date,
    days: int,
) -> DailyHistory:
    """Return the history of the products (sorted by key) over the days, from rows of product, day, sold, change.

    What was on hand at the end of a day is what there is now less all that changed after it. Where nothing was
    left at the end, what was sold isn't all that was wanted; unless the book was already empty in the morning and
    something was sold all the same: then the book was wrong, not the sale.
    """
    sold = np.zeros((days, len(product_ids)), dtype=np.float32)
    change = np.zeros((days, len(product_ids)), dtype=np.int32)
    for day, place, units, moved in _placed(rows, product_ids, first_date, days):
        sold[day, place], change[day, place] = units, moved
    later = np.cumsum(change[::-1], axis=0)[::-1]
    morning = on_hand[None, :] - later
    evening = morning + change
    known = (evening > 0) | ((morning <= 0) & (sold > 0))
    return DailyHistory(first_date, np.maximum(sold, 0), known, evening)


def _placed(
    rows: Iterable[tuple[int, object, int, int]], product_ids: Integers, first_date: date, days: int
) -> Iterable[tuple[int, int, int, int]]:
    places = {int(key): place for place, key in enumerate(product_ids)}
    first = first_date.toordinal()
    for product_id, day, units, moved in rows:
        place, number = places.get(product_id), day.toordinal() - first  # type: ignore[attr-defined]
        if place is not None and 0 <= number < days:
            yield number, place, units, moved
