"""Book money that has already changed hands: a fact, so it is recorded and never refused."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from apps.core import clock
from apps.core.money import ZERO
from apps.core.transactions import transaction_required

from ..models import Payment, PaymentEntry
from ..types import NewSettledPayment

_NAMESPACE = UUID("6f2f9a0e-52a5-5c1e-9d0b-0f6f1f0f7b11")


@transaction_required
def record_settled(payments: Sequence[NewSettledPayment]) -> list[Payment]:
    """Book these payments and return them in the same order, in two statements whatever their number.

    A payment's key is made from its source, so one that is booked already stays as it is.
    """
    recorded_at = clock.now()
    rows = [_payment(new) for new in payments]
    Payment.objects.bulk_create(rows, ignore_conflicts=True)
    entries = [
        PaymentEntry(
            payment_id=row.pk,
            kind=PaymentEntry.Kind.CAPTURE if new.amount > 0 else PaymentEntry.Kind.REFUND,
            amount=abs(new.amount),
            at=new.at,
            recorded_at=recorded_at,
            reference=new.reference,
            source=f"payment:{row.pk}",
        )
        for row, new in zip(rows, payments, strict=True)
        if new.amount
    ]
    PaymentEntry.objects.bulk_create(entries, ignore_conflicts=True)
    return rows


def _payment(new: NewSettledPayment) -> Payment:
    return Payment(
        pk=uuid5(_NAMESPACE, new.source),
        method=Payment.Method(new.method),
        provider=new.provider,
        reference=new.reference,
        currency=new.currency,
        amount=new.amount,
        captured_amount=max(new.amount, ZERO),
        refunded_amount=max(-new.amount, ZERO),
        state=Payment.State.CAPTURED,
        subject=new.subject,
        created_at=new.at,
    )
