"""The audit finds every payment whose figures don't follow from its entries, and nothing else."""

from decimal import Decimal

import pytest

from apps.core.reconciliation import Drift
from apps.payments.models import Payment, Refund
from apps.payments.reconciliation import drifts
from apps.payments.services.recording import record_result
from apps.payments.services.refunds import create_refund
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment, ProviderResult
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def busy_day() -> None:
    """Payments of every kind, one partly refunded."""
    cash, _change = record_settled(
        [
            NewSettledPayment("cash", "cash", Decimal(amount), "EUR", "order:1", f"pos:{amount}", NOON)
            for amount in ["12.50", "-3.00"]
        ]
    )
    create_refund(payment=cash, amount=Decimal("2.50"), source="return:1", at=NOON)
    kept, let_go = PaymentFactory(), PaymentFactory()
    for payment, result in [
        (kept, ProviderResult("authorised", "ch_1", Decimal("49.00"))),
        (let_go, ProviderResult("authorised", "ch_2", Decimal("49.00"))),
        (let_go, ProviderResult("cancelled", "ch_2")),
    ]:
        record_result(payment_id=payment.pk, result=result, source="return", at=NOON)


def test_a_day_of_every_kind_is_clean() -> None:
    assert list(drifts()) == []


@pytest.mark.parametrize("counter", ["captured", "authorised"])
def test_a_figure_changed_behind_the_ledgers_back_is_found(counter: str) -> None:
    payment = PaymentFactory(**{f"{counter}_amount": Decimal("5.00")})
    assert list(drifts()) == [Drift(f"payments.{counter}", f"payment:{payment.pk}", Decimal(5), Decimal(0))]


def test_a_refund_that_says_done_without_an_entry_is_found() -> None:
    payment = Payment.objects.get(amount=Decimal("12.50"))
    refund = Refund.objects.create(
        payment=payment, amount=1, state=Refund.State.DONE, source="return:2", created_at=NOON
    )
    assert list(drifts()) == [Drift("payments.refund-booked", f"refund:{refund.pk}", Decimal(1), Decimal(0))]


def test_a_booked_refund_that_says_pending_is_found() -> None:
    Refund.objects.update(state=Refund.State.PENDING)
    assert [drift.name for drift in drifts()] == ["payments.refund-booked"]
