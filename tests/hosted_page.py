"""A customer at the sandbox bank's payment page."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.test import Client

from apps.payments.models import Payment
from apps.payments.services.requesting import request_payment
from tests.factories.payments import NOON

APPROVED = "4242 4242 4242 4242"
DECLINED = "4000 0000 0000 0002"
TOO_POOR = "4000 0000 0000 9995"
ASKS_TO_CONFIRM = "4000 0000 0000 3220"
NEVER_RETURNS = "4000 0000 0000 0259"
NO_ANSWER = "4000 0000 0000 0119"

RETURN_URL = "http://testserver/checkout/payment-return/"


def open_page(payment: Payment) -> str:
    """Ask for the payment and return the address of the page where it is made."""
    return request_payment(payment_id=payment.pk, at=NOON, return_url=RETURN_URL).next_url


def pay_with(client: Client, page: str, number: str, **typed: str) -> Any:
    """Type a card and press "Pay"; return the bank's answer."""
    return client.post(page, {"number": number, "expiry": "12/40", "code": "123", **typed})


def brought_back(response: Any) -> dict[str, str]:
    """Return what the bank sends the browser back to the shop with."""
    assert response.status_code == 302, response.content
    assert response["Location"].startswith(RETURN_URL)
    return dict(parse_qsl(urlsplit(response["Location"]).query, keep_blank_values=True))
