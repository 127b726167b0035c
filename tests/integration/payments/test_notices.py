"""The bank posts its webhooks over the network until the shop takes them, some of them twice."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from apps.core import clock
from apps.orders.models import Order
from apps.payments.models import Payment, WebhookDelivery
from apps.payments.providers.sandbox.bank.models import Notice
from apps.payments.providers.sandbox.bank.notices import MOST_ATTEMPTS, deliver_due
from apps.payments.providers.sandbox.protocol import SIGNATURE_HEADER, body_is_signed
from tests import hosted_page
from tests.factories.payments import PaymentFactory


class Shop(HTTPServer):
    """A shop at the other end of the line that writes down what arrives and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[int] = []
        self.arrived: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Shop

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        now = int(clock.now().timestamp())
        assert body_is_signed(body, header=self.headers[SIGNATURE_HEADER], now=now)
        self.server.arrived.append({"path": self.path, **json.loads(body)})
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def shop(settings: Any) -> Iterator[Shop]:
    server = Shop()
    settings.SITE_URL = server.url
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def paid(db: None, client: Client) -> datetime:
    """A payment was made at the bank's page; return when."""
    hosted_page.pay_with(client, hosted_page.open_page(PaymentFactory()), hosted_page.APPROVED)
    return Notice.objects.earliest("created_at").created_at


def test_the_capture_arrives_before_the_authorisation_and_a_second_time_after(
    paid: datetime, shop: Shop
) -> None:
    for seconds in [0, 3, 10, 20]:
        deliver_due(at=paid + timedelta(seconds=seconds))
    kinds = [message["type"] for message in shop.arrived]
    assert kinds == ["charge.captured", "charge.authorised", "charge.captured"]
    assert shop.arrived[0]["id"] == shop.arrived[2]["id"]
    assert {message["path"] for message in shop.arrived} == {"/api/v1/webhooks/payments/sandbox"}


def test_what_the_shop_does_not_take_is_sent_again_later(paid: datetime, shop: Shop) -> None:
    shop.answers = [500, 404]
    deliver_due(at=paid)
    assert deliver_due(at=paid + timedelta(seconds=1)) == 0
    notice = Notice.objects.get(kind="charge.captured")
    assert (notice.delivered_at, notice.send_after) == (None, paid + timedelta(seconds=5))
    assert "500" in notice.last_error
    Notice.objects.filter(kind="charge.authorised").delete()
    deliver_due(at=paid + timedelta(seconds=5))
    deliver_due(at=paid + timedelta(seconds=15))
    assert [message["id"] for message in shop.arrived] == [notice.pk] * 3


def test_a_shop_that_is_closed_gets_it_when_it_opens(paid: datetime, settings: Any, shop: Shop) -> None:
    settings.SITE_URL = "http://127.0.0.1:9"
    deliver_due(at=paid)
    assert shop.arrived == []
    settings.SITE_URL = shop.url
    deliver_due(at=paid + timedelta(minutes=1))
    assert "charge.captured" in {message["type"] for message in shop.arrived}


def test_the_bank_gives_up_in_the_end(paid: datetime, shop: Shop) -> None:
    Notice.objects.update(attempts=MOST_ATTEMPTS - 1)
    shop.answers = [500]
    deliver_due(at=paid)
    assert Notice.objects.get(kind="charge.captured").send_after is None


def test_the_card_whose_browser_never_returns_is_told_of_half_a_minute_later(
    db: None, client: Client, shop: Shop
) -> None:
    hosted_page.pay_with(client, hosted_page.open_page(PaymentFactory()), hosted_page.NEVER_RETURNS)
    paid = Notice.objects.earliest("created_at").created_at
    deliver_due(at=paid + timedelta(seconds=29))
    assert shop.arrived == []
    deliver_due(at=paid + timedelta(seconds=30))
    assert [message["type"] for message in shop.arrived] == ["charge.captured"]


@pytest.mark.django_db(transaction=True)
def test_over_the_network_into_our_own_shop(
    client: Client, live_server: Any, settings: Any, order: Order, order_payment: Payment
) -> None:
    settings.SITE_URL = live_server.url
    hosted_page.pay_with(client, hosted_page.open_page(order_payment), hosted_page.NEVER_RETURNS)
    while deliver_due(at=clock.now() + timedelta(minutes=1)):
        pass
    order.refresh_from_db()
    assert order.status == "confirmed"
    assert WebhookDelivery.objects.filter(handled_at=None).count() == 0
