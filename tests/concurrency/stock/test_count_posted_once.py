"""A count is posted once, however many post it at the same moment."""

from threading import Barrier

import pytest
from django.db import transaction

from apps.core.reconciliation import find_drifts
from apps.stock.choices import MovementKind
from apps.stock.counting_selectors import review
from apps.stock.services.movements import record_movements
from tests.factories.stock import figures, movement
from tests.racing import PATIENCE, race

from .conftest import Counted, differences, post

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_posted_by_many_it_is_booked_once(counted: Counted) -> None:
    vase, lucca, count = counted

    assert race([post(count)] * 6) == ["posted"] * 6

    assert differences() == [-2]
    assert figures(vase, lucca)[0] == 8
    assert not list(find_drifts())


def test_control_without_the_lock_every_poster_books(counted: Counted) -> None:
    vase, lucca, count = counted
    everybody_looked = Barrier(6, timeout=PATIENCE)

    def post_unguarded() -> None:
        (line,) = review(count=count)
        everybody_looked.wait()
        difference = movement(vase, lucca, line.difference or 0, kind=MovementKind.COUNT_OUT)
        with transaction.atomic():
            record_movements(movements=[difference])

    race([post_unguarded] * 6)

    assert differences() == [-2] * 6
    assert figures(vase, lucca)[0] == -2
