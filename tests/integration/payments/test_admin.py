"""Auditors see every payment and all that happened to it; nobody changes one there."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.payments.models import Payment
from apps.payments.services.recording import record_result
from apps.payments.services.refunds import create_refund
from apps.payments.types import ProviderResult
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("olga@example.com", "a-long-password"))
    return client


@pytest.fixture
def payment() -> Payment:
    payment = PaymentFactory()
    paid = ProviderResult("captured", "ch_4711", payment.amount)
    record_result(payment_id=payment.pk, result=paid, source="return", at=NOON)
    create_refund(payment=payment, amount=payment.amount, source="return:1", reason="Too small", at=NOON)
    return payment


@pytest.mark.parametrize("kind", ["payment", "refund", "webhookdelivery"])
def test_lists_open(auditor: Client, payment: Payment, kind: str) -> None:
    assert auditor.get(reverse(f"admin:payments_{kind}_changelist")).status_code == 200


def test_a_payment_shows_what_happened_to_it(auditor: Client, payment: Payment) -> None:
    page = auditor.get(reverse("admin:payments_payment_change", args=[payment.pk])).content.decode()
    assert "ch_4711" in page
    assert "Too small" in page


def test_nobody_adds_changes_or_deletes_one(auditor: Client, payment: Payment) -> None:
    for act, args in [("add", []), ("delete", [payment.pk])]:
        assert auditor.post(reverse(f"admin:payments_payment_{act}", args=args)).status_code == 403
    change = reverse("admin:payments_payment_change", args=[payment.pk])
    assert auditor.post(change, {"amount": "1.00"}).status_code == 403
    assert Payment.objects.get().amount == payment.amount
