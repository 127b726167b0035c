"""The provider is asked once for each payment, and no answer is an answer too."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from apps.core.remote import RemoteCallInTransaction
from apps.payments.models import Payment, PaymentAttempt
from apps.payments.providers.sandbox.bank.models import Charge
from apps.payments.services.recording import record_result
from apps.payments.services.requesting import request_payment
from apps.payments.types import ProviderResult
from tests.factories.payments import NOON, PaymentFactory
from tests.hosted_page import open_page

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_customer_is_sent_to_the_payment_page() -> None:
    result = request_payment(payment_id=PaymentFactory().pk, at=NOON)
    assert result.outcome == "action-needed"
    assert result.next_url == f"/sandbox-bank/pay/{result.reference}/"


def test_asking_twice_opens_one_charge() -> None:
    payment = PaymentFactory()
    assert open_page(payment) == open_page(payment)
    assert Charge.objects.count() == 1
    assert PaymentAttempt.objects.get().tries == 2


def test_a_saved_card_is_charged_at_once() -> None:
    result = request_payment(payment_id=PaymentFactory().pk, at=NOON, instrument="tok_4242")
    assert (result.outcome, result.amount) == ("captured", Decimal("49.00"))


def test_a_saved_card_may_be_declined() -> None:
    result = request_payment(payment_id=PaymentFactory().pk, at=NOON, instrument="tok_9995")
    assert (result.outcome, result.reason) == ("declined", "insufficient-funds")


def test_an_unknown_saved_card_is_a_decline() -> None:
    result = request_payment(payment_id=PaymentFactory().pk, at=NOON, instrument="tok_none")
    assert (result.outcome, result.reason) == ("declined", "unknown-instrument")


def test_when_the_line_breaks_the_outcome_is_unknown_and_will_be_asked_for() -> None:
    payment = PaymentFactory()
    result = request_payment(payment_id=payment.pk, at=NOON, instrument="tok_0119")
    assert result == ProviderResult("unknown")
    with transaction.atomic():
        payment = record_result(payment_id=payment.pk, result=result, source="request", at=NOON)
    assert payment.state == Payment.State.UNKNOWN
    assert PaymentAttempt.objects.get().ask_after == NOON + timedelta(seconds=10)


def test_a_crash_before_the_answer_is_recorded_leaves_it_to_be_asked_for() -> None:
    open_page(PaymentFactory())
    attempt = PaymentAttempt.objects.get()
    assert attempt.ask_after is not None
    assert attempt.ask_after > NOON + timedelta(seconds=60)


def test_a_payment_that_is_made_is_not_asked_for_again() -> None:
    paid = PaymentFactory(state=Payment.State.CAPTURED, captured_amount=Decimal("49.00"), reference="ch_1")
    result = request_payment(payment_id=paid.pk, at=NOON)
    assert result == ProviderResult("captured", "ch_1", Decimal("49.00"))
    assert not Charge.objects.exists()


def test_payment_on_collection_asks_nobody() -> None:
    payment = PaymentFactory(method="on-collection", provider="on_collection")
    assert request_payment(payment_id=payment.pk, at=NOON) == ProviderResult("action-needed")
    assert not PaymentAttempt.objects.exists()


def test_the_bank_is_never_called_inside_a_transaction() -> None:
    from apps.payments.providers.sandbox.provider import SandboxProvider

    with transaction.atomic(), pytest.raises(RemoteCallInTransaction):
        SandboxProvider().lookup(key="pay:1")
