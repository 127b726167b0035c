"""Deliveries: complete, partial, too many, damaged, not ordered at all. Each is booked as it was counted."""

from decimal import Decimal

import pytest

from apps.core.idempotency import IdempotencyConflict
from apps.core.models import Incident, OutboxEvent
from apps.core.reconciliation import find_drifts
from apps.purchasing.models import GoodsReceipt, PurchaseOrder
from apps.purchasing.services.ending import cancel_order
from apps.purchasing.services.orders import WrongOrderState
from apps.purchasing.services.rates import set_rate
from apps.purchasing.services.receiving import (
    CostNeeded,
    CountedTwice,
    NothingArrived,
    receive_order,
    receive_unordered,
)
from apps.purchasing.types import Arrived
from apps.stock.models import ProductCost, ScheduledReceipt, StockLevel
from apps.stock.services.checks import ReasonRequired
from tests.factories.catalog import ProductFactory
from tests.factories.purchasing import NOON, TODAY, SupplierFactory, sells, sent

State = PurchaseOrder.State


def receive(order, *arrived, key="1", **facts):
    receipt = receive_order(order_id=order.pk, arrived=arrived, key=key, actor=None, at=NOON, **facts)
    order.refresh_from_db()
    return receipt


def lying(product):
    level = StockLevel.objects.filter(product=product).first()
    return (level.on_hand, level.quarantined) if level else (0, 0)


def test_all_of_it(conti, vase, cup, lucca):
    order = sent(conti, lucca, {vase: 4, cup: 10})
    receipt = receive(order, Arrived(vase.pk, 4), Arrived(cup.pk, 10), delivery_note="DN-7")

    assert (order.state, receipt.delivery_note) == (State.RECEIVED, "DN-7")
    assert (lying(vase), lying(cup)) == ((4, 0), (10, 0))
    assert not ScheduledReceipt.objects.exists()
    assert ProductCost.objects.get(product=vase).average == 12
    line = receipt.lines.get(product=vase)
    assert (line.movement.quantity, line.movement.unit_cost, line.over) == (4, 12, 0)
    assert not list(find_drifts())


def test_a_part_of_it_and_then_the_rest(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    receive(order, Arrived(cup.pk, 6))
    assert order.state == State.PARTLY_RECEIVED
    assert ScheduledReceipt.objects.get().quantity == 4

    receive(order, Arrived(cup.pk, 4), key="2")
    assert order.state == State.RECEIVED
    assert lying(cup) == (10, 0)
    assert OutboxEvent.objects.filter(name="purchase.received").count() == 2


def test_sent_twice_booked_once(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    first, again = receive(order, Arrived(cup.pk, 6)), receive(order, Arrived(cup.pk, 6))

    assert (first, lying(cup)) == (again, (6, 0))
    with pytest.raises(IdempotencyConflict):
        receive(order, Arrived(cup.pk, 5))


def test_too_many_are_a_fact_that_somebody_looks_at(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    receipt = receive(order, Arrived(cup.pk, 12))

    assert (receipt.lines.get().over, lying(cup), order.state) == (2, (12, 0), State.RECEIVED)
    assert Incident.objects.get(kind="over-delivered").data["units"] == {"CUP": 2}


def test_too_many_within_the_tolerance_disturb_nobody(conti, cup, lucca):
    conti.tolerance_percent = 20
    conti.save()
    receipt = receive(sent(conti, lucca, {cup: 10}), Arrived(cup.pk, 12))

    assert receipt.lines.get().over == 2
    assert not Incident.objects.filter(kind="over-delivered").exists()


def test_damaged_goods_wait_in_quarantine(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    with pytest.raises(ReasonRequired):
        receive(order, Arrived(cup.pk, 7, damaged=3))
    assert lying(cup) == (0, 0)

    receipt = receive(order, Arrived(cup.pk, 7, damaged=3, reason="handles broken"))
    assert (lying(cup), order.state) == ((7, 3), State.RECEIVED)
    assert receipt.lines.get().damaged_movement.state == "quarantine"


def test_goods_that_were_not_ordered(conti, vase, cup, lucca):
    receipt = receive(sent(conti, lucca, {cup: 10}), Arrived(cup.pk, 10), Arrived(vase.pk, 20))

    line = receipt.lines.get(product=vase)
    assert (line.order_line, line.unit_price) == (None, 10)
    assert lying(vase) == (20, 0)


def test_a_delivery_without_an_order(conti, cup, lucca):
    facts = {"supplier_id": conti.pk, "location_id": lucca.pk, "key": "1", "actor": None, "at": NOON}
    lamp = ProductFactory(title="Lamp", sku="LAMP")
    with pytest.raises(CostNeeded, match="LAMP"):
        receive_unordered(arrived=[Arrived(lamp.pk, 1)], **facts)
    assert not GoodsReceipt.objects.exists()

    receive_unordered(arrived=[Arrived(lamp.pk, 1, unit_price=Decimal(40)), Arrived(cup.pk, 2)], **facts)
    assert (lying(lamp), lying(cup)) == ((1, 0), (2, 0))
    assert ProductCost.objects.get(product=lamp).average == 40


def test_the_cost_is_the_price_at_the_days_rate(cup, lucca):
    abroad = SupplierFactory(currency="USD")
    sells(abroad, cup, "3.00")
    set_rate(currency="USD", valid_from=TODAY, rate=Decimal("0.875"), actor=None)
    receipt = receive(sent(abroad, lucca, {cup: 10}), Arrived(cup.pk, 10))

    assert (receipt.rate, receipt.lines.get().unit_cost) == (Decimal("0.875"), Decimal("2.6250"))
    assert ProductCost.objects.get(product=cup).average == Decimal("2.625")


def test_another_price_than_ordered(conti, cup, lucca):
    receive(sent(conti, lucca, {cup: 10}), Arrived(cup.pk, 10, unit_price=Decimal("3.20")))

    assert ProductCost.objects.get(product=cup).average == Decimal("3.2")


def test_nothing_and_the_same_twice(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    with pytest.raises(NothingArrived):
        receive(order, Arrived(cup.pk, 0))
    with pytest.raises(CountedTwice):
        receive(order, Arrived(cup.pk, 1), Arrived(cup.pk, 2))
    assert (order.state, lying(cup)) == (State.SENT, (0, 0))


def test_an_order_that_was_cancelled_receives_nothing(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    cancel_order(order_id=order.pk, reason="too late", actor=None, at=NOON)

    with pytest.raises(WrongOrderState):
        receive(order, Arrived(cup.pk, 10))
    assert lying(cup) == (0, 0)
