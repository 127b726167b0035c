"""Orders that weren't paid in time end, but never while a payment may still come."""

from datetime import timedelta

import pytest

from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.orders.models import Order
from apps.orders.services.expiry import expire_unpaid
from apps.orders.services.payment import start_payment
from apps.payments.models import Payment, PaymentAttempt
from apps.stock.models import StockLevel
from tests.factories.orders import collected, delivered, mug_at, pay, placed
from tests.factories.pricing import NOON

DUE = NOON + timedelta(minutes=30)


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    return placed(web, delivered(mug_at("12.20", (altopascio, 1))))


def state(order: Order) -> str:
    return Order.objects.get(pk=order.pk).status


@pytest.mark.django_db
def test_an_order_nobody_paid_ends_when_its_time_is_over(order: Order) -> None:
    assert (expire_unpaid(at=DUE - timedelta(seconds=1)), state(order)) == (0, "awaiting-payment")
    assert (expire_unpaid(at=DUE), state(order)) == (1, "cancelled")
    assert StockLevel.objects.get().allocated == 0
    assert order.events.get(kind="cancelled").data["reason"] == "not paid in time"


@pytest.mark.django_db
def test_a_paid_order_does_not_end(order: Order) -> None:
    pay(order)

    assert (expire_unpaid(at=DUE), state(order)) == (0, "confirmed")


@pytest.mark.django_db
def test_an_order_to_be_paid_on_collection_does_not_end(web: Channel, lucca: Location) -> None:
    order = placed(
        web,
        collected(mug_at("12.20", (lucca, 1)), lucca),
        payment_method="on-collection",
        payment_provider="on_collection",
    )

    assert (expire_unpaid(at=DUE), state(order)) == (0, "confirmed")


@pytest.mark.django_db
def test_money_that_does_not_match_keeps_the_order_for_a_person(order: Order) -> None:
    pay(order, amount=order.total_incl_tax - 1)

    assert (expire_unpaid(at=DUE), state(order)) == (0, "awaiting-payment")


@pytest.mark.django_db(transaction=True)
def test_a_payment_left_open_is_called_off_at_the_bank_first(order: Order, deliver_events: object) -> None:
    start_payment(order_id=order.pk, at=NOON, return_url="https://shop.example/back")

    assert (expire_unpaid(at=DUE), state(order)) == (0, "awaiting-payment")
    assert PaymentAttempt.objects.filter(act="void").count() == 1

    deliver_events()  # type: ignore[operator]
    assert Payment.objects.get().state == "cancelled"
    assert (expire_unpaid(at=DUE), state(order)) == (1, "cancelled")


@pytest.mark.django_db(transaction=True)
def test_while_the_outcome_is_unknown_the_order_waits_and_the_bank_is_asked(
    order: Order, deliver_events: object
) -> None:
    start_payment(order_id=order.pk, at=NOON, return_url="https://shop.example/back")
    Payment.objects.update(state="unknown")

    assert (expire_unpaid(at=DUE), state(order)) == (0, "awaiting-payment")
    assert OutboxEvent.objects.filter(name="payment.answered").exists()

    deliver_events()  # type: ignore[operator]
    assert Payment.objects.get().state == "action-needed"
    assert state(order) == "awaiting-payment"
