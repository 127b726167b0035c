"""The browser comes back and the webhook arrives at the same moment: the payment is booked once."""

from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import transaction

from apps.core.models import Incident
from apps.core.reconciliation import find_drifts
from apps.payments.models import Payment, PaymentEntry
from apps.payments.services.recording import record_result
from apps.payments.types import ProviderResult
from tests.factories.payments import NOON, PaymentFactory
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

MESSENGERS = 8
CAPTURED = ProviderResult("captured", "ch_1", Decimal("49.00"))


@pytest.fixture
def payment() -> Payment:
    return PaymentFactory()


def test_everybody_tells_it_and_it_is_booked_once(payment: Payment) -> None:
    def tell() -> str:
        with transaction.atomic():
            return record_result(payment_id=payment.pk, result=CAPTURED, source="return", at=NOON).state

    assert race([tell] * MESSENGERS) == ["captured"] * MESSENGERS
    payment.refresh_from_db()
    assert (payment.captured_amount, payment.entries.count()) == (Decimal("49.00"), 1)
    assert not Incident.objects.exists()
    assert not list(find_drifts())


def test_a_late_authorisation_and_the_capture_never_lose_the_money(payment: Payment) -> None:
    authorised = ProviderResult("authorised", "ch_1", Decimal("49.00"))

    def tell(result: ProviderResult) -> object:
        with transaction.atomic():
            return record_result(payment_id=payment.pk, result=result, source="webhook", at=NOON)

    race([lambda result=result: tell(result) for result in [authorised, CAPTURED] * 4])
    payment.refresh_from_db()
    assert (payment.state, payment.captured_amount) == ("captured", Decimal("49.00"))
    assert not list(find_drifts())


def test_control_looking_before_booking_without_the_lock_books_twice(payment: Payment) -> None:
    everybody_looked = Barrier(2, timeout=PATIENCE)

    def tell() -> None:
        seen = Payment.objects.get(pk=payment.pk)
        everybody_looked.wait()
        if seen.captured_amount == 0:
            facts = {"kind": "capture", "amount": CAPTURED.amount, "at": NOON, "recorded_at": NOON}
            PaymentEntry.objects.create(payment=seen, source=str(uuid4()), **facts)

    race([tell] * 2)
    assert payment.entries.count() == 2


def test_control_even_without_the_lock_the_database_refuses_a_second_entry_of_the_same_total(
    payment: Payment, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_looked = Barrier(2, timeout=PATIENCE)

    def look(queryset: object) -> Payment:
        seen = Payment.objects.get(pk=payment.pk)
        everybody_looked.wait()
        return seen

    monkeypatch.setattr("apps.payments.services.recording.lock_row", look)

    def tell() -> object:
        with transaction.atomic():
            return record_result(payment_id=payment.pk, result=CAPTURED, source="return", at=NOON)

    results = race([tell] * 2)
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "Payment"]
    assert payment.entries.count() == 1
