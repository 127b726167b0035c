"""Nobody calls the outside world with a transaction open."""

import pytest
from django.db import transaction

from apps.core.remote import RemoteCallInTransaction, outside_transactions


@outside_transactions
def phone() -> str:
    return "hello"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_call_is_made() -> None:
    assert phone() == "hello"


@pytest.mark.django_db
def test_the_transaction_around_a_test_does_not_count() -> None:
    assert phone() == "hello"


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_the_call_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RemoteCallInTransaction, match="phone"):
        phone()


@pytest.mark.django_db
def test_inside_a_transaction_within_a_test_the_call_is_refused_too() -> None:
    with transaction.atomic(), pytest.raises(RemoteCallInTransaction):
        phone()
    assert phone() == "hello"
