"""A count is posted once, whoever posts it; a sale at the same moment is booked beside it, not lost, not doubled."""

from threading import Barrier

import pytest
from django.db import transaction

from apps.core import clock
from apps.core.reconciliation import find_drifts
from apps.stock.choices import MovementKind
from apps.stock.counting_selectors import late_arrivals, review
from apps.stock.models import StockMovement
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import finish_count
from apps.stock.services.movements import record_movements
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.counts import enter, moments_ago, opened, stocked, typed
from tests.factories.stock import figures, movement
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def counted():
    """Ten vases by the book, eight counted half an hour ago."""
    vase, lucca = ProductFactory(title="Vase"), LocationFactory(name="Lucca")
    stocked(vase, lucca, 10)
    count = opened(lucca)
    enter(count, typed(vase, 8))
    finish_count(count_id=count.pk, actor=None, at=clock.now())
    return vase, lucca, count


def post(count):
    return lambda: post_count(count_id=count.pk, actor=None, at=clock.now()).status


def sell(vase, lucca, minutes):
    """Return what books a sale of so many minutes ago."""
    fact = movement(vase, lucca, -1, at=moments_ago(minutes), source_kind="till-sale")

    def act():
        with transaction.atomic():
            record_movements(movements=[fact])

    return act


def booked():
    return [row.quantity for row in StockMovement.objects.filter(kind__startswith="count")]


def test_posted_by_many_it_is_booked_once(counted):
    vase, lucca, count = counted

    assert race([post(count)] * 6) == ["posted"] * 6

    assert booked() == [-2]
    assert figures(vase, lucca)[0] == 8
    assert not list(find_drifts())


def test_control_without_the_lock_every_poster_books(counted):
    vase, lucca, count = counted
    everybody_looked = Barrier(6, timeout=PATIENCE)

    def post_unguarded(number):
        def act():
            (line,) = review(count=count)
            everybody_looked.wait()
            difference = movement(vase, lucca, line.difference, kind=MovementKind.COUNT_OUT)
            with transaction.atomic():
                record_movements(movements=[difference])

        return act

    race([post_unguarded(number) for number in range(6)])

    assert booked() == [-2] * 6
    assert figures(vase, lucca)[0] == -2


def test_sales_after_the_counting_go_on_while_it_is_posted(counted):
    vase, lucca, count = counted

    results = race([post(count), *[sell(vase, lucca, minutes=1) for _customer in range(5)]])

    assert results == ["posted", *[None] * 5]
    assert booked() == [-2]
    assert figures(vase, lucca)[0] == 3
    assert not late_arrivals(at=clock.now(), count=count)
    assert not list(find_drifts())


def test_a_sale_from_before_is_in_the_book_or_is_said(counted):
    """Whichever comes first: told in time it stops the posting, told too late it is found afterwards."""
    vase, lucca, count = counted

    posting, _sale = race([post(count), sell(vase, lucca, minutes=40)])

    late = late_arrivals(at=clock.now(), count=count)
    if posting == "posted":
        assert [found.units for found in late] == [1]
        assert figures(vase, lucca)[0] == 7
    else:
        assert type(posting).__name__ == "UndecidedLines"
        assert not booked()
        assert figures(vase, lucca)[0] == 9
    assert not list(find_drifts())


def test_control_with_a_book_read_before_the_lock_the_sale_is_taken_off_twice(counted):
    """The count found the sold vase missing; a book from before the sale makes it missing once more."""
    vase, lucca, count = counted
    looked, sold = Barrier(2, timeout=PATIENCE), Barrier(2, timeout=PATIENCE)

    def post_with_an_old_book():
        (line,) = review(count=count)
        looked.wait()
        sold.wait()
        with transaction.atomic():
            difference = movement(vase, lucca, line.difference, kind=MovementKind.COUNT_OUT)
            record_movements(movements=[difference])

    def sell_meanwhile():
        looked.wait()
        sell(vase, lucca, minutes=40)()
        sold.wait()

    race([post_with_an_old_book, sell_meanwhile])

    assert figures(vase, lucca)[0] == 7, "eight lie there"
