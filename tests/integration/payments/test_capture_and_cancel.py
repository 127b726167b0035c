"""Money set aside is taken later or let go of; a payment nobody made yet is given up."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from apps.core.models import OutboxEvent
from apps.payments.models import Payment, PaymentAttempt
from apps.payments.providers.sandbox.provider import SandboxProvider
from apps.payments.services.acts import CannotVoid, NothingToCapture, cancel_payment, create_capture
from apps.payments.services.recording import record_result
from apps.payments.services.requesting import pay_key
from apps.payments.types import PayRequest, ProviderResult
from tests import hosted_page
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_aside() -> Payment:
    """A payment whose money is set aside at the bank, not taken."""
    payment = PaymentFactory()
    PaymentAttempt.objects.create(
        payment=payment, act="pay", amount=payment.amount, key=pay_key(payment), created_at=NOON
    )
    request = PayRequest(
        pay_key(payment), payment.pk, payment.amount, "EUR", "Order", "", instrument="tok_4242", capture=False
    )
    result = SandboxProvider().pay(request)
    return record_result(payment_id=payment.pk, result=result, source="request", at=NOON)


def answers() -> list[ProviderResult]:
    events = OutboxEvent.objects.filter(name="payment.answered").order_by("pk")
    return [ProviderResult.from_json(event.payload["result"]) for event in events]


def test_part_of_what_is_set_aside_is_taken(set_aside: Payment, deliver_events: Callable[[], None]) -> None:
    assert set_aside.state == Payment.State.AUTHORISED
    create_capture(payment=set_aside, amount=Decimal("30.00"), source="fulfilment:1")
    create_capture(payment=set_aside, amount=Decimal("30.00"), source="fulfilment:1")
    deliver_events()
    assert [(answer.outcome, answer.amount) for answer in answers()] == [("captured", Decimal("30.00"))]


def test_more_than_is_set_aside_cannot_be_taken(set_aside: Payment) -> None:
    with pytest.raises(NothingToCapture, match=r"Only 49\.00 EUR is set aside"):
        create_capture(payment=set_aside, amount=Decimal("49.01"), source="fulfilment:1")
    assert not PaymentAttempt.objects.filter(act="capture").exists()


def test_what_is_set_aside_is_let_go(set_aside: Payment, deliver_events: Callable[[], None]) -> None:
    cancel_payment(payment=set_aside, source="order:1")
    deliver_events()
    assert [answer.outcome for answer in answers()] == ["cancelled"]


def test_a_payment_that_nobody_was_asked_for_is_cancelled_at_once() -> None:
    assert cancel_payment(payment=PaymentFactory(), source="order:1").state == Payment.State.CANCELLED
    on_collection = PaymentFactory(method="on-collection", provider="on_collection")
    assert cancel_payment(payment=on_collection, source="order:2").state == Payment.State.CANCELLED


def test_an_open_payment_page_is_closed(client: Client, deliver_events: Callable[[], None]) -> None:
    payment = PaymentFactory()
    page = hosted_page.open_page(payment)
    cancel_payment(payment=payment, source="order:1")
    cancel_payment(payment=payment, source="order:1")
    deliver_events()
    assert [answer.outcome for answer in answers()] == ["cancelled"]
    back = hosted_page.brought_back(hosted_page.pay_with(client, page, hosted_page.APPROVED))
    assert back["status"] == "cancelled"


def test_a_payment_made_just_before_it_is_cancelled_is_not_lost(
    client: Client, deliver_events: Callable[[], None]
) -> None:
    payment = PaymentFactory()
    hosted_page.pay_with(client, hosted_page.open_page(payment), hosted_page.APPROVED)
    cancel_payment(payment=payment, source="order:1")
    deliver_events()
    assert [(answer.outcome, answer.amount) for answer in answers()] == [("captured", Decimal("49.00"))]


def test_a_payment_that_was_made_cannot_be_cancelled() -> None:
    paid = PaymentFactory(state=Payment.State.CAPTURED, captured_amount=Decimal("49.00"))
    with pytest.raises(CannotVoid, match="It can be refunded"):
        cancel_payment(payment=paid, source="order:1")
    paid.refresh_from_db()
    assert paid.state == Payment.State.CAPTURED
