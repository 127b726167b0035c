"""What is due: A monthly, B quarterly, C yearly; what can't be right and what was never counted first."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from apps.stock.cycle import Candidate, classify, due

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def product(key: int, sold: int | None, days: int | None = 0, *, suspicious: bool = False) -> Candidate:
    counted = None if days is None else NOON - timedelta(days=days)
    return Candidate(key, None if sold is None else Decimal(sold), counted, suspicious)


def test_the_first_eighty_percent_are_a_the_next_fifteen_b() -> None:
    found = classify([product(1, 700), product(2, 100), product(3, 150), product(4, 50), product(5, 0)])

    assert found == {1: "A", 3: "A", 2: "B", 4: "C", 5: "C"}


def test_where_nothing_was_sold_everything_is_c() -> None:
    assert classify([product(1, 0), product(2, 0)]) == {1: "C", 2: "C"}


def test_what_has_no_cost_is_neither_forgotten_nor_first() -> None:
    assert classify([product(1, 10), product(2, None)])[2] == "B"


def test_each_class_has_its_interval() -> None:
    rows = [(1, 800, 30), (2, 800, 29), (3, 150, 91), (4, 150, 90), (5, 1, 365), (6, 1, 364)]

    assert set(due([product(*row) for row in rows], at=NOON)) == {1, 3, 5}


def test_what_cannot_be_right_comes_first_then_what_was_never_counted() -> None:
    candidates = [
        product(1, 900, 40),
        product(2, 1, None),
        product(3, 1, 1, suspicious=True),
        product(4, 1, 1),
    ]

    assert due(candidates, at=NOON) == [3, 2, 1]


def test_of_one_class_the_longest_uncounted_comes_first() -> None:
    assert due([product(1, 500, 40), product(2, 500, 60)], at=NOON) == [2, 1]
