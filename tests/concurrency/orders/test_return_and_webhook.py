"""The browser comes back, the webhook arrives and the sweeper asks, all at once: the order is confirmed once."""

from functools import partial
from threading import Barrier

import pytest
from django.db import transaction

from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.core.outbox import publish_all
from apps.orders.events import news_of
from apps.orders.models import Order
from apps.orders.services.payment import apply_provider_result
from apps.payments.models import Payment, PaymentEntry, Refund
from apps.payments.types import ProviderResult
from tests.factories.orders import delivered, drifts, mug_at, placed
from tests.factories.pricing import NOON
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

SOURCES = ("return", "webhook:1", "webhook:2", "lookup:1", "request", "return")


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    return placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2))


def test_all_news_together_confirm_once(order: Order) -> None:
    payment = Payment.objects.get()
    captured = ProviderResult("captured", reference="charge-1", amount=payment.amount)

    race(
        [
            partial(apply_provider_result, payment_id=payment.pk, result=captured, source=source, at=NOON)
            for source in SOURCES
        ]
    )

    assert Order.objects.get().status == "confirmed"
    assert OutboxEvent.objects.filter(name="order.confirmed").count() == 1
    assert PaymentEntry.objects.filter(kind="capture").count() == 1
    assert not Refund.objects.exists()
    assert drifts() == []


def test_control_deciding_by_what_one_saw_confirms_many_times(order: Order) -> None:
    everybody_looked = Barrier(len(SOURCES), timeout=PATIENCE)

    def confirm() -> None:
        seen = Order.objects.get(pk=order.pk)
        everybody_looked.wait()
        if seen.status == Order.Status.AWAITING_PAYMENT:
            with transaction.atomic():
                Order.objects.filter(pk=order.pk).update(status=Order.Status.CONFIRMED)
                publish_all([news_of("order.confirmed", seen)])

    race([confirm] * len(SOURCES))

    assert OutboxEvent.objects.filter(name="order.confirmed").count() == len(SOURCES)
