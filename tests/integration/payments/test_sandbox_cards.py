"""Each test card goes the way it says, and the browser brings back a signed account of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from apps.core import clock
from apps.payments.models import Payment
from apps.payments.providers.base import ProviderTimeout, ReturnRefused
from apps.payments.providers.registry import provider_named
from apps.payments.providers.sandbox.bank.models import Notice
from apps.payments.services.messages import verify_return
from apps.payments.types import ProviderReturn
from tests import hosted_page
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment() -> Payment:
    return PaymentFactory()


def come_back(client: Client, payment: Payment, number: str) -> ProviderReturn:
    answer = hosted_page.pay_with(client, hosted_page.open_page(payment), number)
    return verify_return(provider="sandbox", params=hosted_page.brought_back(answer))


def test_an_approved_card_pays(client: Client, payment: Payment) -> None:
    returned = come_back(client, payment, hosted_page.APPROVED)
    assert returned.payment_id == payment.pk
    assert (returned.result.outcome, returned.result.amount) == ("captured", Decimal("49.00"))


@pytest.mark.parametrize(
    ("number", "reason"),
    [(hosted_page.DECLINED, "card-declined"), (hosted_page.TOO_POOR, "insufficient-funds")],
)
def test_a_refused_card_says_why(client: Client, payment: Payment, number: str, reason: str) -> None:
    result = come_back(client, payment, number).result
    assert (result.outcome, result.reason, result.amount) == ("declined", reason, 0)


@pytest.mark.parametrize(("answer", "outcome"), [("approve", "captured"), ("deny", "declined")])
def test_a_card_that_asks_to_confirm(client: Client, payment: Payment, answer: str, outcome: str) -> None:
    page = hosted_page.pay_with(client, hosted_page.open_page(payment), hosted_page.ASKS_TO_CONFIRM)[
        "Location"
    ]
    assert b"Confirm it" in client.get(page).content
    back = hosted_page.brought_back(client.post(page, {"answer": answer}))
    assert verify_return(provider="sandbox", params=back).result.outcome == outcome


def test_a_card_whose_browser_never_returns_pays_and_the_shop_hears_later(
    client: Client, payment: Payment
) -> None:
    page = hosted_page.open_page(payment)
    answer = hosted_page.pay_with(client, page, hosted_page.NEVER_RETURNS)
    assert answer.status_code == 200
    assert b"half a minute" in answer.content
    assert provider_named("sandbox").lookup(key=f"pay:{payment.pk}").outcome == "captured"
    notice = Notice.objects.get(kind="charge.captured")
    assert notice.send_after is not None
    assert (notice.send_after - notice.created_at).total_seconds() == 30


def test_a_card_without_an_answer_is_in_doubt_until_asked_for(client: Client, payment: Payment) -> None:
    assert come_back(client, payment, hosted_page.NO_ANSWER).result.outcome == "unknown"
    sandbox = provider_named("sandbox")
    with pytest.raises(ProviderTimeout):
        sandbox.lookup(key=f"pay:{payment.pk}")
    with time_machine.travel(clock.now() + timedelta(seconds=11), tick=False):
        assert sandbox.lookup(key=f"pay:{payment.pk}").outcome == "captured"


def test_whoever_goes_back_without_paying_has_cancelled(client: Client, payment: Payment) -> None:
    page = hosted_page.open_page(payment)
    answer = client.post(page.replace("/pay/", "/leave/"))
    returned = verify_return(provider="sandbox", params=hosted_page.brought_back(answer))
    assert returned.result.outcome == "cancelled"


@pytest.mark.parametrize("field", ["payment", "charge", "status", "amount", "reason", "signature"])
def test_what_the_browser_brings_cannot_be_changed(client: Client, payment: Payment, field: str) -> None:
    answer = hosted_page.pay_with(client, hosted_page.open_page(payment), hosted_page.DECLINED)
    brought = hosted_page.brought_back(answer)
    with pytest.raises(ReturnRefused):
        verify_return(provider="sandbox", params={**brought, field: "captured"})
    with pytest.raises(ReturnRefused):
        verify_return(provider="sandbox", params={name: brought[name] for name in brought if name != field})
