"""Refunds asked for at the same moment never give back more than was paid."""

from collections import Counter
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import transaction

from apps.core.reconciliation import find_drifts
from apps.payments.models import Payment, Refund
from apps.payments.services.recording import record_result
from apps.payments.services.refunds import RefundTooMuch, create_refund, record_refund, refundable
from apps.payments.types import ProviderResult, RefundResult
from tests.factories.payments import NOON, PaymentFactory
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def payment() -> Payment:
    payment = PaymentFactory()
    paid = ProviderResult("captured", "ch_1", Decimal("49.00"))
    with transaction.atomic():
        return record_result(payment_id=payment.pk, result=paid, source="return", at=NOON)


def test_of_eight_refunds_of_twenty_two_are_made(payment: Payment) -> None:
    def refund(number: int) -> str:
        with transaction.atomic():
            create_refund(payment=payment, amount=Decimal("20.00"), source=f"return:{number}", at=NOON)
        return "refunded"

    results = race([lambda number=number: refund(number) for number in range(8)])
    outcomes = Counter("too much" if isinstance(result, RefundTooMuch) else result for result in results)
    assert outcomes == {"refunded": 2, "too much": 6}
    assert refundable(payment) == Decimal("9.00")


def test_the_same_refund_asked_for_by_eight_is_made_once(payment: Payment) -> None:
    def refund() -> object:
        with transaction.atomic():
            return create_refund(payment=payment, amount=Decimal("20.00"), source="return:1", at=NOON).pk

    assert len(set(race([refund] * 8))) == 1
    assert Refund.objects.count() == 1


def test_the_banks_answer_and_its_webhook_book_the_refund_once(payment: Payment) -> None:
    with transaction.atomic():
        asked = create_refund(payment=payment, amount=Decimal("20.00"), source="return:1", at=NOON)

    def tell() -> str:
        with transaction.atomic():
            return record_refund(refund_id=asked.pk, result=RefundResult("done", "re_1"), at=NOON).state

    assert race([tell] * 4) == ["done"] * 4
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("20.00")
    assert not list(find_drifts())


def test_control_looking_before_refunding_without_the_lock_gives_back_too_much(payment: Payment) -> None:
    everybody_looked = Barrier(3, timeout=PATIENCE)

    def refund(number: int) -> None:
        enough = refundable(payment) >= Decimal("20.00")
        everybody_looked.wait()
        if enough:
            Refund.objects.create(
                payment=payment, amount=Decimal("20.00"), source=f"return:{number}", created_at=NOON
            )

    race([lambda number=number: refund(number) for number in range(3)])
    assert sum(refund.amount for refund in Refund.objects.all()) == Decimal("60.00")
