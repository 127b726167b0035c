"""Reads of payments."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from .models import Payment, PaymentAttempt

__all__ = ["Payment", "attempts_due", "due_on_collection", "payments_of"]


def attempts_due(*, at: datetime, limit: int = 200) -> list[int]:
    """Return the keys of requests whose outcome has to be asked for by now, longest waiting first."""
    due = PaymentAttempt.objects.filter(ask_after__lte=at).order_by("ask_after")
    return list(due.values_list("pk", flat=True)[:limit])


def due_on_collection(*, subject: str) -> Payment | None:
    """Return the payment that the customer makes when collecting and hasn't made yet, None if there is none."""
    waiting = [Payment.State.PENDING, Payment.State.ACTION_NEEDED]
    payments = Payment.objects.filter(subject=subject, method=Payment.Method.ON_COLLECTION, state__in=waiting)
    return payments.order_by("created_at").first()


def payments_of(*, subjects: Iterable[str]) -> QuerySet[Payment]:
    """Return the payments for these subjects (kind:id), with their refunds, oldest first."""
    return (
        Payment.objects.filter(subject__in=subjects)
        .prefetch_related("refunds", "entries")
        .order_by("created_at", "pk")
    )
