"""Orders that take the same goods in opposite order wait for each other instead of deadlocking."""

from threading import Barrier

import pytest
from django.db import transaction

from apps.core.locking import lock_row
from apps.stock.models import StockLevel
from apps.stock.services.allocation import allocate
from tests.factories.catalog import ProductFactory
from tests.factories.channels import WarehouseFactory
from tests.factories.stock import NOON, figures, stock, take
from tests.racing import PATIENCE, race, second_connection, waiting_for_locks
from tests.waiting import eventually

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cup_and_plate():
    cup, plate, altopascio = ProductFactory(title="Cup"), ProductFactory(title="Plate"), WarehouseFactory()
    return stock(cup, altopascio, 100), stock(plate, altopascio, 100)


def test_opposite_lines_all_succeed(cup_and_plate):
    cup, plate = ((level.product, level.location, 1) for level in cup_and_plate)

    def buyer(number):
        lines = [take(*cup, line=f"{number}a"), take(*plate, line=f"{number}b")]

        def buy():
            with transaction.atomic():
                ordered = lines if number % 2 else lines[::-1]
                return len(allocate(takes=ordered, source_kind="order", at=NOON))

        return buy

    assert race([buyer(number) for number in range(20)]) == [2] * 20
    assert [figures(level.product, level.location) for level in cup_and_plate] == [(100, 20, 0)] * 2


@pytest.mark.parametrize("step", [1, -1])
def test_whoever_waits_for_the_first_level_has_none_of_the_others(cup_and_plate, step):
    cup, plate = cup_and_plate
    wanted = [take(level.product, level.location, 1, line=str(level.pk)) for level in cup_and_plate][::step]

    def buy():
        with transaction.atomic():
            return len(allocate(takes=wanted, source_kind="order", at=NOON))

    with second_connection() as alice, second_connection() as bob:
        bob.begin()
        bob.do(lambda: lock_row(StockLevel.objects.filter(pk=cup.pk)))
        buying = alice.start(buy)
        eventually(waiting_for_locks)
        bob.do(lambda: lock_row(StockLevel.objects.filter(pk=plate.pk)))
        bob.commit()
        assert buying.result(timeout=PATIENCE) == 2


def test_control_locks_taken_in_the_order_of_the_lines_deadlock(cup_and_plate):
    both_have_one = Barrier(2, timeout=PATIENCE)

    def shopper(first, second):
        def lock_both():
            with transaction.atomic():
                lock_row(StockLevel.objects.filter(pk=first.pk))
                both_have_one.wait()
                lock_row(StockLevel.objects.filter(pk=second.pk))

        return lock_both

    cup, plate = cup_and_plate
    results = race([shopper(cup, plate), shopper(plate, cup)])

    assert [str(result) for result in results if result].pop().startswith("deadlock detected")
    assert results.count(None) == 1
