"""Sending fixes an order, tells stock what is coming, and the news once it is committed."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.models import OutboxEvent
from apps.purchasing.models import PurchaseOrder
from apps.purchasing.services.orders import WrongOrderState
from apps.purchasing.services.rates import MissingRate, WrongRate, set_rate
from apps.purchasing.services.sending import (
    BelowMinimumOrder,
    NoAddress,
    NothingOrdered,
    WrongAddress,
    send_again,
    send_order,
)
from apps.purchasing.services.suppliers import UnknownCurrency
from apps.stock.models import ScheduledReceipt
from tests.factories.purchasing import NOON, TODAY, SupplierFactory, draft, sells

State = PurchaseOrder.State


def send(order, means="email", **facts):
    return send_order(order_id=order.pk, means=means, actor=None, at=NOON, **facts)


def refused(order, reason, **facts):
    with pytest.raises(reason):
        send(order, **facts)
    order.refresh_from_db()
    assert (order.state, order.version) == (State.DRAFT, 0)
    assert not ScheduledReceipt.objects.exists()
    assert not OutboxEvent.objects.filter(name="purchase.sent").exists()


def test_it_is_fixed_and_expected(conti, vase, lucca):
    order = send(draft(conti, lucca, {vase: 4}))

    assert (order.state, order.rate, order.version) == (State.SENT, 1, 1)
    line = order.lines.get()
    assert (line.title, line.supplier_sku, line.expected_date) == ("Vase", "C-VASE", date(2026, 12, 1))
    expected = ScheduledReceipt.objects.get()
    assert (expected.product, expected.location, expected.quantity) == (vase, lucca, 4)
    assert expected.due_date == date(2026, 12, 1)


def test_subscribers_hear_of_it(conti, vase, lucca):
    order = send(draft(conti, lucca, {vase: 4}), message="Please ring before you come.")

    told = OutboxEvent.objects.get(name="purchase.sent").payload
    assert told["order_id"] == order.pk
    assert told["to"] == "orders@conti.example"
    assert told["message"] == "Please ring before you come."


def test_an_empty_order_is_not_sent(conti, lucca):
    refused(draft(conti, lucca, {}), NothingOrdered)


def test_a_supplier_without_address_is_sent_to_by_hand(cup, lucca):
    deaf = SupplierFactory(email="")
    sells(deaf, cup, "3.00")
    order = draft(deaf, lucca, {cup: 1})
    refused(order, NoAddress)

    assert send(order, means="hand").sent_by_means == "hand"
    assert OutboxEvent.objects.get(name="purchase.sent").payload["to"] == ""


def test_an_address_that_is_none(conti, cup, lucca):
    refused(draft(conti, lucca, {cup: 1}), WrongAddress, to="over there")


def test_below_the_minimum_order_only_knowingly(conti, cup, lucca):
    conti.minimum_order = Decimal(100)
    conti.save()
    order = draft(conti, lucca, {cup: 3})
    refused(order, BelowMinimumOrder)

    assert send(order, below_minimum=True).state == State.SENT


def test_a_currency_without_a_rate(cup, lucca):
    abroad = SupplierFactory(currency="USD")
    sells(abroad, cup, "3.00")
    order = draft(abroad, lucca, {cup: 1})
    refused(order, MissingRate)
    set_rate(currency="usd", valid_from=date(2026, 11, 1), rate=Decimal("0.9"), actor=None)
    set_rate(currency="USD", valid_from=date(2026, 11, 22), rate=Decimal("0.8"), actor=None)

    assert send(order).rate == Decimal("0.9")


def test_rates_that_make_no_sense(db):
    for currency, rate, refusal in (
        ("USD", 0, WrongRate),
        ("EUR", 1, WrongRate),
        ("QQQ", 1, UnknownCurrency),
    ):
        with pytest.raises(refusal):
            set_rate(currency=currency, valid_from=TODAY, rate=Decimal(rate), actor=None)


def test_sent_once_and_again_on_request(conti, cup, lucca):
    order = draft(conti, lucca, {cup: 1})
    with pytest.raises(WrongOrderState):
        send_again(order_id=order.pk, means="email", actor=None, at=NOON)
    send(order)
    with pytest.raises(WrongOrderState):
        send(order)

    again = send_again(order_id=order.pk, means="email", to="boss@conti.example", actor=None, at=NOON)
    assert again.version == 2
    assert OutboxEvent.objects.filter(name="purchase.sent").count() == 2
