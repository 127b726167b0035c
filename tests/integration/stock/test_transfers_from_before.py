"""Transfers that were on their way before goods in transit were booked: the migration books them."""

from importlib import import_module

from django.db import connection

from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel, Transfer
from apps.stock.services.movements import record_movements
from apps.stock.services.receiving import receive_transfer
from apps.stock.types import Arrival
from tests.factories.stock import NOON, movement, stock

MIGRATION = import_module("apps.stock.migrations.0006_goods_on_their_way")


def test_they_are_in_transit_and_can_be_received(vase, altopascio, lucca):
    stock(vase, altopascio, 5)
    transfer = Transfer.objects.create(
        code="T-OLD",
        origin=altopascio,
        destination=lucca,
        state="dispatched",
        created_at=NOON,
        dispatched_at=NOON,
    )
    transfer.lines.create(product=vase, quantity=3)
    record_movements(movements=[movement(vase, altopascio, -3, kind="transfer-out")])

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.ON_THEIR_WAY)

    assert StockLevel.objects.get(location=lucca).in_transit == 3
    assert not list(find_drifts())
    arrivals = {vase.pk: Arrival(good=3)}
    receive_transfer(transfer_id=transfer.pk, arrivals=arrivals, key="1", actor=None, at=NOON)
    assert StockLevel.objects.get(location=lucca).on_hand == 3
    assert not list(find_drifts())
