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
from tests.racing import PATIENCE, race

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
