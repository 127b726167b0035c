"""Tills sell what lies in front of them while the web promises it."""

import pytest
from django.db import transaction

from apps.core.models import Incident
from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel, StockMovement
from apps.stock.services.allocation import OutOfStock, allocate
from apps.stock.services.movements import record_movements
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.stock import NOON, figures, movement, sell, stock, take
from tests.racing import race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def vase():
    return ProductFactory(title="Vase")


@pytest.fixture
def lucca():
    return LocationFactory(name="Lucca")


def test_every_till_sale_is_recorded_and_promises_never_exceed_what_was_there(vase, lucca):
    stock(vase, lucca, 10)

    def order(line):
        with transaction.atomic():
            allocate(takes=[take(vase, lucca, 1, line)], source_kind="order", at=NOON)

    tills = [lambda: sell(vase, lucca, 1)] * 12
    results = race([*tills, *(lambda number=number: order(str(number)) for number in range(12))])

    refused = [result for result in results if result is not None]
    on_hand, allocated, held = figures(vase, lucca)
    assert all(isinstance(refusal, OutOfStock) for refusal in refused)
    assert (on_hand, allocated, held) == (10 - 12, 12 - len(refused), 0)
    assert allocated <= 10
    assert Incident.objects.filter(kind="stock-below-zero", resolved_at=None).count() == 1
    assert not list(find_drifts())


def test_the_same_sale_sent_many_times_at_once_is_recorded_once(vase, lucca):
    sales = [movement(vase, lucca, -1, source_id=f"sale-{number}") for number in range(20)]

    def send(batch):
        with transaction.atomic():
            return record_movements(movements=batch)

    results = race([lambda: send(sales), lambda: send(sales[::-1])] * 4)

    assert sum(results) == 20
    assert figures(vase, lucca) == (-20, 0, 0)
    assert StockMovement.objects.count() == 20


def test_a_level_that_many_make_at_once_is_made_once(vase):
    shops = LocationFactory.create_batch(4)
    batches = [[movement(vase, shop, 1) for shop in shops] for _ in range(8)]

    def receive(batch):
        with transaction.atomic():
            return record_movements(movements=batch)

    results = race(
        [
            lambda batch=batch, step=step: receive(batch[::step])
            for batch, step in zip(batches, (1, -1) * 4, strict=True)
        ]
    )

    assert results == [4] * 8
    assert list(StockLevel.objects.values_list("on_hand", flat=True)) == [8] * 4
