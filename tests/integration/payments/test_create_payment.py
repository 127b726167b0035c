"""A sum is asked for by a provider that is offered here, in an amount that can be paid."""

from decimal import Decimal

import pytest

from apps.payments.models import Payment
from apps.payments.providers.registry import UnknownProvider
from apps.payments.services.creation import InvalidAmount, create_payment
from tests.factories.payments import NOON

pytestmark = pytest.mark.django_db


def ask(**changes: object) -> Payment:
    request = {
        "method": "card",
        "provider": "sandbox",
        "amount": Decimal("49.00"),
        "currency": "EUR",
        "subject": "order:1",
        "at": NOON,
    }
    return create_payment(**{**request, **changes})


def test_a_new_payment_is_pending() -> None:
    payment = ask()
    assert (payment.state, payment.captured_amount, payment.created_at) == ("pending", 0, NOON)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal("1.005")])
def test_an_amount_nobody_can_pay_is_refused(amount: Decimal) -> None:
    with pytest.raises(InvalidAmount, match="can't be asked for"):
        ask(amount=amount)
    assert not Payment.objects.exists()


def test_half_a_yen_is_refused() -> None:
    with pytest.raises(InvalidAmount):
        ask(amount=Decimal("100.50"), currency="JPY")


def test_a_provider_that_is_not_offered_is_refused() -> None:
    with pytest.raises(UnknownProvider, match="no payment provider called seashells"):
        ask(provider="seashells")
    assert not Payment.objects.exists()
