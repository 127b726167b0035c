"""At the counter the tender that is used takes the place of the promise to pay."""

from decimal import Decimal

import pytest

from apps.payments.models import Payment
from apps.payments.services.collecting import (
    NotPayableHere,
    TerminalReferenceMissing,
    settle_on_collection,
)
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise() -> Payment:
    return PaymentFactory(method="on-collection", provider="on_collection", state="action-needed")


def settle(payment: Payment, method: str, reference: str = "") -> Payment:
    return settle_on_collection(
        payment_id=payment.pk, method=method, reference=reference, source="fulfilment:1", at=NOON
    )


def test_cash_pays_the_whole_amount(promise: Payment) -> None:
    paid = settle(promise, "cash")
    assert (paid.method, paid.provider, paid.state) == ("cash", "cash", "captured")
    assert paid.entries.get().amount == Decimal("49.00")


def test_a_card_terminal_needs_the_reference_of_its_slip(promise: Payment) -> None:
    with pytest.raises(TerminalReferenceMissing, match="slip"):
        settle(promise, "terminal", " ")
    promise.refresh_from_db()
    assert (promise.method, promise.state) == ("on-collection", "action-needed")
    assert settle(promise, "terminal", "004711").reference == "004711"


def test_paying_twice_books_once(promise: Payment) -> None:
    settle(promise, "cash")
    assert settle(promise, "terminal", "1").method == "cash"
    assert promise.entries.count() == 1


@pytest.mark.parametrize("changes", [{"method": "card"}, {"state": "cancelled"}])
def test_other_payments_are_not_made_at_the_counter(promise: Payment, changes: dict[str, str]) -> None:
    Payment.objects.filter(pk=promise.pk).update(**changes)
    with pytest.raises(NotPayableHere):
        settle(promise, "cash")
    assert not promise.entries.exists()


def test_a_promise_is_not_paid_with_another_promise(promise: Payment) -> None:
    with pytest.raises(NotPayableHere):
        settle(promise, "on-collection")
    assert not promise.entries.exists()
