"""Money that changed hands at a till is booked as a fact, in bulk, once."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.payments.models import Payment, PaymentEntry
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment
from tests.factories.payments import NOON

pytestmark = pytest.mark.django_db


def cash(source: str, amount: str = "12.50") -> NewSettledPayment:
    return NewSettledPayment(
        method="cash",
        provider="cash",
        amount=Decimal(amount),
        currency="EUR",
        subject="order:1",
        source=source,
        at=NOON,
    )


def test_cash_is_paid_at_once() -> None:
    [payment] = record_settled([cash("pos:1:0")])
    payment.refresh_from_db()
    assert (payment.state, payment.captured_amount) == (Payment.State.CAPTURED, Decimal("12.50"))
    assert payment.entries.get().kind == PaymentEntry.Kind.CAPTURE


def test_money_paid_out_is_a_refund() -> None:
    [payment] = record_settled([cash("pos:1:0", "-3.00")])
    payment.refresh_from_db()
    assert (payment.amount, payment.captured_amount, payment.refunded_amount) == (-3, 0, 3)
    assert (payment.entries.get().kind, payment.entries.get().amount) == ("refund", Decimal("3.00"))


def test_the_same_sources_again_return_the_same_payments_and_book_nothing() -> None:
    first = record_settled([cash("pos:1:0"), cash("pos:1:1")])
    again = record_settled([cash("pos:1:1"), cash("pos:1:0"), cash("pos:1:2")])
    assert [payment.pk for payment in first] == [again[1].pk, again[0].pk]
    assert Payment.objects.count() == PaymentEntry.objects.count() == 3


def test_a_tender_of_nothing_is_kept_without_an_entry() -> None:
    [payment] = record_settled([cash("pos:1:0", "0.00")])
    assert Payment.objects.get() == payment
    assert not PaymentEntry.objects.exists()


def test_a_batch_takes_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        record_settled([cash(f"pos:1:{number}") for number in range(200)])
