"""Book money that has already changed hands: a fact, so it is recorded and never refused."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid5

from apps.core import clock
from apps.core.bulk import insert_new
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
    settled = [_payment(new) for new in payments]
    in_order = sorted(settled, key=attrgetter("pk"))
    insert_new(model=Payment, fields=_FIELDS, rows=map(attrgetter(*_FIELDS), in_order), returning=["id"])
    entries = [_entry(payment, recorded_at) for payment in in_order if payment.amount]
    insert_new(model=PaymentEntry, fields=_ENTRY_FIELDS, rows=entries, returning=["id"])
    return settled


_FIELDS = (
    *("id", "method", "provider", "reference", "currency", "amount", "captured_amount", "refunded_amount"),
    *("state", "subject", "created_at"),
)
_ENTRY_FIELDS = ("payment", "kind", "amount", "at", "recorded_at", "reference", "source")


def _entry(payment: Payment, recorded_at: datetime) -> tuple[Any, ...]:
    kind = PaymentEntry.Kind.CAPTURE if payment.amount > 0 else PaymentEntry.Kind.REFUND
    when = payment.created_at, recorded_at
    return payment.pk, kind, abs(payment.amount), *when, payment.reference, f"payment:{payment.pk}"


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
