"""Two people send the same count of a delivery at the same moment: it is booked once."""

import pytest

from apps.core import idempotency
from apps.core.models import IdempotencyRecord
from apps.core.reconciliation import find_drifts
from apps.purchasing.models import GoodsReceipt, PurchaseOrderLine
from apps.purchasing.services import receiving
from apps.purchasing.types import Arrived
from apps.stock.models import StockLevel
from tests.factories.catalog import ProductFactory
from tests.factories.channels import WarehouseFactory
from tests.factories.purchasing import NOON, SupplierFactory, sells, sent
from tests.racing import race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

HANDS = 6


@pytest.fixture
def order():
    vase, conti = ProductFactory(title="Vase"), SupplierFactory()
    sells(conti, vase, "12.00")
    return sent(conti, WarehouseFactory(), {vase: 10})


def receive(order, key):
    arrived = [Arrived(order.lines.get().product_id, 4)]
    return receiving.receive_order(order_id=order.pk, arrived=arrived, key=key, actor=None, at=NOON)


def booked(order):
    return GoodsReceipt.objects.count(), StockLevel.objects.get().on_hand, order.lines.get().received


def test_the_same_count_sent_by_all_is_booked_once(order):
    receipts = race([lambda: receive(order, "1")] * HANDS)

    assert len({receipt.pk for receipt in receipts}) == 1
    assert booked(order) == (1, 4, 4)


def test_counts_of_their_own_are_all_booked_and_none_is_lost(order):
    race([lambda key=str(number): receive(order, key) for number in range(HANDS)])

    assert booked(order) == (HANDS, 4 * HANDS, 4 * HANDS)
    assert PurchaseOrderLine.objects.get().over_quantity == 4 * HANDS - 10
    assert not list(find_drifts())


def test_control_without_the_key_everybody_books_it(order, monkeypatch):
    def act_at_once(*, act, **request):
        return idempotency.Answer(act(), replayed=False)

    monkeypatch.setattr(receiving, "run_once", act_at_once)
    race([lambda: receive(order, "1")] * HANDS)

    assert booked(order)[0] == HANDS
    assert not IdempotencyRecord.objects.exists()
