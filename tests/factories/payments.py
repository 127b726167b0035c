"""Payments asked for, by card unless said otherwise."""

from datetime import UTC, datetime
from decimal import Decimal

import factory

from apps.payments.models import Payment

NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


class PaymentFactory(factory.django.DjangoModelFactory[Payment]):
    class Meta:
        model = Payment

    method = Payment.Method.CARD
    provider = "sandbox"
    currency = "EUR"
    amount = Decimal("49.00")
    subject = factory.Sequence(lambda n: f"cart:{n}")
    created_at = NOON
