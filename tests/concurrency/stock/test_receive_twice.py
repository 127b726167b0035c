"""Two people book the same delivery at the same moment: it is received once."""

from threading import Barrier

import pytest
from django.db import transaction

from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel, TransferLine
from apps.stock.services.movements import record_movements
from apps.stock.services.receiving import receive_transfer
from apps.stock.services.transfers import dispatch_transfer, draft_transfer
from apps.stock.types import Arrival
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory, WarehouseFactory
from tests.factories.stock import NOON, movement, stock
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

HANDS = 6


@pytest.fixture
def sent():
    vase, altopascio, lucca = ProductFactory(title="Vase"), WarehouseFactory(), LocationFactory()
    stock(vase, altopascio, 5)
    transfer = draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={vase.pk: 3}, actor=None, at=NOON
    )
    return dispatch_transfer(transfer_id=transfer.pk, actor=None, at=NOON)


def lying(transfer):
    level = StockLevel.objects.get(location=transfer.destination)
    return level.on_hand, level.in_transit


def test_the_same_receipt_sent_by_all_is_booked_once(sent):
    arrivals = {line.product_id: Arrival(good=2) for line in sent.lines.all()}

    def receive():
        return receive_transfer(transfer_id=sent.pk, arrivals=arrivals, key="1", actor=None, at=NOON).state

    assert race([receive] * HANDS) == ["partly-received"] * HANDS
    assert lying(sent) == (2, 1)
    assert not list(find_drifts())


def test_control_without_the_lock_everybody_books_it(sent):
    line = sent.lines.get()
    everybody_looked = Barrier(HANDS, timeout=PATIENCE)

    def receive():
        is_open = TransferLine.objects.get(pk=line.pk).open_quantity >= 2
        everybody_looked.wait()
        if is_open:
            arrived = movement(line.product, sent.destination, 2, kind="state-in")
            with transaction.atomic():
                record_movements(movements=[arrived])
        return is_open

    assert race([receive] * HANDS) == [True] * HANDS
    assert lying(sent)[0] == 2 * HANDS
