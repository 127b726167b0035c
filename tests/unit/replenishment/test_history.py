"""What a day of the ledger says about what was wanted."""

from datetime import date

import numpy as np

from apps.purchasing.replenishment.series import daily_history

FIRST = date(2026, 11, 2)


def history(*rows, on_hand: int):
    """Rows are (day of November, units sold, change); one product, of which so many are left now."""
    moved = [(5, date(2026, 11, day), sold, change) for day, sold, change in rows]
    found = daily_history(
        rows=moved,
        product_ids=np.array([5]),
        on_hand=np.array([on_hand]),
        first_date=FIRST,
        days=5,
    )
    return found.sold[:, 0].tolist(), found.known[:, 0].tolist(), found.on_hand[:, 0].tolist()


def test_stock_is_reckoned_back_from_now():
    sold, known, left = history((2, 0, 10), (3, 4, -4), (5, 1, -1), on_hand=5)
    assert sold == [0, 4, 0, 1, 0]
    assert left == [10, 6, 6, 5, 5]
    assert all(known)


def test_days_without_goods_are_not_known():
    _sold, known, left = history((2, 0, 4), (3, 4, -4), (6, 0, 9), on_hand=9)
    assert left == [4, 0, 0, 0, 9]
    assert known == [True, False, False, False, True]


def test_a_sale_from_an_empty_book_is_wanted_all_the_same():
    sold, known, left = history((3, 2, -2), (4, 1, -1), on_hand=-3)
    assert (sold, left) == ([0, 2, 1, 0, 0], [0, -2, -3, -3, -3])
    assert known == [False, True, True, False, False]


def test_what_is_outside_the_days_or_of_other_goods_is_left_out():
    others = [(6, date(2026, 11, 3), 9, -9), (5, date(2026, 10, 1), 9, -9)]
    found = daily_history(
        rows=others, product_ids=np.array([5]), on_hand=np.array([0]), first_date=FIRST, days=5
    )
    assert not found.sold.any()
