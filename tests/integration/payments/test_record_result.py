"""A provider's answer is booked once, whoever brings it; money is never lost."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core.models import Incident
from apps.core.transactions import TransactionRequired
from apps.payments.models import Payment, PaymentEntry
from apps.payments.services.recording import record_result
from apps.payments.types import ProviderResult
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db

CAPTURED = ProviderResult("captured", reference="ch_1", amount=Decimal("49.00"))


def tell(payment: Payment, result: ProviderResult, source: str = "return") -> Payment:
    return record_result(payment_id=payment.pk, result=result, source=source, at=NOON)


def test_a_capture_becomes_an_entry_and_the_payment_is_paid() -> None:
    payment = tell(PaymentFactory(), CAPTURED)
    assert (payment.state, payment.captured_amount, payment.reference) == (
        "captured",
        Decimal("49.00"),
        "ch_1",
    )
    entry = PaymentEntry.objects.get()
    assert (entry.kind, entry.amount, entry.at, entry.reference) == (
        "capture",
        Decimal("49.00"),
        NOON,
        "ch_1",
    )


def test_return_webhook_and_lookup_book_the_same_capture_once() -> None:
    payment = PaymentFactory()
    for source in ["return", "webhook:evt_1", "webhook:evt_1", "lookup"]:
        tell(payment, CAPTURED, source)
    assert PaymentEntry.objects.count() == 1
    assert not Incident.objects.exists()


def test_an_authorisation_then_its_capture_in_either_order() -> None:
    authorised = ProviderResult("authorised", reference="ch_1", amount=Decimal("49.00"))
    in_order, reversed_order = PaymentFactory(), PaymentFactory()
    for result in [authorised, CAPTURED]:
        in_order = tell(in_order, result)
    for result in [ProviderResult("captured", "ch_2", Decimal("49.00")), authorised]:
        reversed_order = tell(reversed_order, result)
    assert {in_order.state, reversed_order.state} == {"captured"}
    assert in_order.captured_amount == reversed_order.captured_amount == Decimal("49.00")


def test_money_for_a_cancelled_payment_is_booked_and_shown_to_a_person() -> None:
    payment = tell(PaymentFactory(state=Payment.State.CANCELLED), CAPTURED, "webhook:evt_9")
    assert payment.state == Payment.State.CAPTURED
    incident = Incident.objects.get(kind="payment-late")
    assert incident.data["source"] == "webhook:evt_9"
    assert incident.data["captured"] == "49.00"


def test_a_decline_after_the_capture_changes_nothing_and_is_shown() -> None:
    payment = tell(PaymentFactory(), CAPTURED)
    payment = tell(payment, ProviderResult("declined", reference="ch_1", reason="card-declined"))
    assert (payment.state, payment.captured_amount) == ("captured", Decimal("49.00"))
    assert Incident.objects.get().kind == "payment-contradiction"


def test_a_second_charge_is_booked_beside_the_first_and_shown() -> None:
    payment = tell(PaymentFactory(), CAPTURED)
    payment = tell(payment, ProviderResult("captured", reference="ch_2", amount=Decimal("49.00")))
    assert payment.captured_amount == Decimal("98.00")
    assert Incident.objects.get().kind == "payment-captured-twice"


def test_a_released_authorisation_leaves_nothing_set_aside() -> None:
    payment = tell(PaymentFactory(), ProviderResult("authorised", "ch_1", Decimal("49.00")))
    payment = tell(payment, ProviderResult("cancelled", "ch_1"))
    assert (payment.state, payment.authorised_amount) == ("cancelled", Decimal(0))
    assert [entry.kind for entry in payment.entries.order_by("pk")] == ["authorisation", "void"]


def test_the_database_refuses_a_second_entry_of_the_same_cause() -> None:
    payment = tell(PaymentFactory(), CAPTURED)
    entry = payment.entries.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentEntry.objects.create(
            payment=payment, kind=entry.kind, amount=1, at=NOON, recorded_at=NOON, source=entry.source
        )


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    payment = PaymentFactory()
    with pytest.raises(TransactionRequired):
        tell(payment, CAPTURED)
    assert not PaymentEntry.objects.exists()
