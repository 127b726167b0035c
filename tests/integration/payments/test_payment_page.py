"""The bank's payment page forgives typing, refuses what is no card, and charges once."""

import pytest
from django.test import Client

from apps.payments.providers.sandbox.bank.models import Charge, Notice
from apps.payments.services.requesting import request_payment
from tests import hosted_page
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank_page() -> str:
    return hosted_page.open_page(PaymentFactory())


def test_the_page_shows_the_sum_and_the_test_cards(client: Client, bank_page: str) -> None:
    content = client.get(bank_page).content.decode()
    assert "€49.00" in content
    assert "4000 0000 0000 3220" in content


def test_a_test_card_is_one_press_away(client: Client, bank_page: str) -> None:
    hosted_page.brought_back(client.post(bank_page, {"test_card": "4242424242424242"}))
    assert Charge.objects.get().status == "captured"


@pytest.mark.parametrize("number", ["4242-4242-4242-4242", "4242424242424242", " 4242 4242  4242 4242 "])
def test_a_number_may_be_typed_in_any_way(client: Client, bank_page: str, number: str) -> None:
    hosted_page.brought_back(hosted_page.pay_with(client, bank_page, number))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"number": "4242 4242 4242 4243"}, "isn&#x27;t a card number"),
        ({"number": "5555 5555 5555 4444"}, "only knows the test cards"),
        ({"number": "٤٢٤٢"}, "isn&#x27;t a card number"),
        ({"number": ""}, "This field is required"),
        ({"expiry": "01/20"}, "has expired"),
        ({"expiry": "13/40"}, "Type month and year"),
        ({"code": "12"}, "three or four digits"),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_charged(
    client: Client, bank_page: str, typed: dict[str, str], message: str
) -> None:
    answer = hosted_page.pay_with(client, bank_page, **{"number": hosted_page.APPROVED, **typed})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Charge.objects.get().status == "open"
    assert not Notice.objects.exists()


def test_pressing_pay_twice_charges_once(client: Client, bank_page: str) -> None:
    first = hosted_page.pay_with(client, bank_page, hosted_page.APPROVED)
    second = hosted_page.pay_with(client, bank_page, hosted_page.DECLINED)
    assert first["Location"] == second["Location"]
    assert Charge.objects.get().status == "captured"
    assert Notice.objects.filter(kind="charge.captured").count() == 1


def test_a_page_nobody_opened_is_not_found(client: Client) -> None:
    assert client.get("/sandbox-bank/pay/ch_none/").status_code == 404


def test_without_a_shop_to_go_back_to_the_page_says_that_it_is_done(client: Client) -> None:
    bank_page = request_payment(payment_id=PaymentFactory().pk, at=NOON).next_url
    answer = hosted_page.pay_with(client, bank_page, hosted_page.APPROVED)
    assert b"Nothing left to do" in client.get(answer["Location"]).content
