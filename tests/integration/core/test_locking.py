"""Rows are locked in key order, and what is returned is what others have committed."""

import pytest
from django.db import transaction
from django.utils import timezone

from apps.core.locking import lock_row, lock_rows
from apps.core.models import Heartbeat
from apps.core.transactions import TransactionRequired
from tests.racing import PATIENCE, race, second_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beats():
    return [Heartbeat.objects.create(name=name, at=timezone.now()) for name in ("c", "a", "b")]


def test_rows_come_in_key_order_whatever_order_was_asked_for(beats):
    with transaction.atomic():
        locked = lock_rows(Heartbeat.objects.order_by("name"))

    assert [row.pk for row in locked] == sorted(row.pk for row in beats)


def test_without_a_transaction_nothing_is_locked(beats):
    with pytest.raises(TransactionRequired):
        lock_rows(Heartbeat.objects.all())
    with pytest.raises(TransactionRequired):
        lock_row(Heartbeat.objects.filter(name="a"))


def test_a_row_that_is_not_there(beats):
    with transaction.atomic(), pytest.raises(Heartbeat.DoesNotExist):
        lock_row(Heartbeat.objects.filter(name="z"))


@pytest.mark.concurrency
def test_who_waits_sees_what_the_other_wrote(beats):
    with second_connection() as bob, second_connection() as alice:
        bob.begin()
        bob.do(lambda: lock_row(Heartbeat.objects.filter(name="a")))
        bob.do(lambda: Heartbeat.objects.filter(name="a").update(name="a changed"))

        def look():
            with transaction.atomic():
                return lock_row(Heartbeat.objects.filter(pk=beats[1].pk)).name

        waiting = alice.start(look)
        bob.commit()

        assert waiting.result(PATIENCE) == "a changed"


@pytest.mark.concurrency
def test_opposite_querysets_do_not_deadlock(beats):
    def lock(order):
        with transaction.atomic():
            return len(lock_rows(Heartbeat.objects.order_by(order)))

    assert race([lambda: lock("name"), lambda: lock("-name")] * 8) == [3] * 16
