"""Goods are sold while their count is posted: the count is right for its moment, and no sale is lost or taken twice."""

from threading import Barrier

import pytest
from django.db import connection, transaction

from apps.core import clock
from apps.core.reconciliation import find_drifts
from apps.stock.choices import MovementKind
from apps.stock.counting_selectors import late_arrivals, review
from apps.stock.models import CountEntry
from apps.stock.services.counts.posting import UndecidedLines
from apps.stock.services.movements import record_movements
from tests.factories.stock import figures, movement
from tests.racing import PATIENCE, race, second_connection, waiting_for_locks
from tests.waiting import eventually

from .conftest import Counted, differences, post, sell_one

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def late_units(counted: Counted) -> list[int]:
    """Return by how many units the book of the posted count is wrong, because something was told late."""
    return [found.units for found in late_arrivals(at=clock.now(), count=counted[2])]


def test_a_sale_from_before_that_is_just_being_booked_is_waited_for_and_stops_the_posting(
    counted: Counted,
) -> None:
    vase, lucca, count = counted
    with second_connection() as bob, second_connection() as till:
        till.begin()
        till.do(sell_one(vase, lucca, minutes=40))
        posting = bob.start(post(count))
        eventually(lambda: waiting_for_locks() == 1)
        till.commit()
        assert isinstance(posting.exception(timeout=PATIENCE), UndecidedLines)

    assert not differences()
    assert figures(vase, lucca)[0] == 9
    assert not list(find_drifts())


def test_a_sale_after_the_counting_that_is_just_being_booked_stays_beside_the_difference(
    counted: Counted,
) -> None:
    vase, lucca, count = counted
    with second_connection() as bob, second_connection() as till:
        till.begin()
        till.do(sell_one(vase, lucca, minutes=1))
        posting = bob.start(post(count))
        eventually(lambda: waiting_for_locks() == 1)
        till.commit()
        assert posting.result(timeout=PATIENCE) == "posted"

    assert differences() == [-2]
    assert figures(vase, lucca)[0] == 7
    assert not late_units(counted)
    assert not list(find_drifts())


def lock_entries() -> None:
    """Let nobody read what was counted, which posting does between reading the book and writing the difference."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {CountEntry._meta.db_table}")


def test_a_sale_that_comes_in_the_middle_of_the_posting_waits_and_is_told_as_late(counted: Counted) -> None:
    vase, lucca, count = counted
    with second_connection() as till, second_connection() as bob, second_connection() as charlie:
        charlie.begin()
        charlie.do(lock_entries)
        posting = bob.start(post(count))
        eventually(lambda: waiting_for_locks() == 1)
        sale = till.start(sell_one(vase, lucca, minutes=40))
        eventually(lambda: sale.done() or waiting_for_locks() == 2)
        assert not sale.done(), "the book was read, so it must stay as it is"
        charlie.commit()
        assert posting.result(timeout=PATIENCE) == "posted"
        sale.result(timeout=PATIENCE)

    assert differences() == [-2]
    assert figures(vase, lucca)[0] == 7
    assert late_units(counted) == [1]
    assert not list(find_drifts())


def test_many_sales_after_the_counting_go_on_while_it_is_posted(counted: Counted) -> None:
    vase, lucca, count = counted

    results = race([post(count), *[sell_one(vase, lucca, minutes=1) for _customer in range(5)]])

    assert results == ["posted", *[None] * 5]
    assert differences() == [-2]
    assert figures(vase, lucca)[0] == 3
    assert not late_units(counted)
    assert not list(find_drifts())


def test_control_with_a_book_read_before_the_lock_the_sale_is_taken_off_twice(counted: Counted) -> None:
    """The count found the sold vase missing; a book from before the sale makes it missing once more."""
    vase, lucca, count = counted
    looked, sold = Barrier(2, timeout=PATIENCE), Barrier(2, timeout=PATIENCE)

    def post_with_an_old_book() -> None:
        (line,) = review(count=count)
        looked.wait()
        sold.wait()
        with transaction.atomic():
            difference = movement(vase, lucca, line.difference or 0, kind=MovementKind.COUNT_OUT)
            record_movements(movements=[difference])

    def sell_meanwhile() -> None:
        looked.wait()
        sell_one(vase, lucca, minutes=40)()
        sold.wait()

    assert race([post_with_an_old_book, sell_meanwhile]) == [None, None]

    assert figures(vase, lucca)[0] == 7, "eight lie there"
