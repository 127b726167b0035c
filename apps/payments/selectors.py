"""Reads of payments."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from .models import Payment, PaymentAttempt


def attempts_due(*, at: datetime, limit: int = 200) -> list[int]:
    """Return the keys of requests whose outcome has to be asked for by now, longest waiting first."""
    due = PaymentAttempt.objects.filter(ask_after__lte=at).order_by("ask_after")
    return list(due.values_list("pk", flat=True)[:limit])


def payments_of(*, subjects: Iterable[str]) -> QuerySet[Payment]:
    """Return the payments for these subjects (kind:id), with their refunds, oldest first."""
    return (
        Payment.objects.filter(subject__in=subjects)
        .prefetch_related("refunds", "entries")
        .order_by("created_at", "pk")
    )
