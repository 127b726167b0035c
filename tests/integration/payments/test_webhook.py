"""A webhook is believed if it is signed, kept as it came, and takes effect once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.core import clock
from apps.core.models import Incident, OutboxEvent
from apps.orders.models import Order
from apps.payments.models import Payment, Refund, WebhookDelivery
from apps.payments.providers.sandbox.bank.models import Notice
from apps.payments.providers.sandbox.protocol import sign_body
from apps.payments.services.refunds import create_refund
from tests import hosted_page

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/webhooks/payments/sandbox"


def post(client: Client, message: dict[str, Any], address: str = ADDRESS, **headers: str) -> HttpResponse:
    body = json.dumps(message).encode()
    signature = sign_body(body, timestamp=int(clock.now().timestamp()))
    given = {"Sandbox-Signature": signature, **headers}
    return client.post(address, body, content_type="application/json", headers=given)


def notices(kind: str) -> list[dict[str, Any]]:
    """Return the messages of this kind that the bank would send."""
    rows = Notice.objects.filter(kind=kind).order_by("created_at")
    return [{"id": row.pk, "type": row.kind, "data": row.data} for row in rows]


@pytest.fixture
def captured(client: Client, order_payment: Payment) -> dict[str, Any]:
    """What the bank posts after Alice has paid."""
    hosted_page.pay_with(client, hosted_page.open_page(order_payment), hosted_page.APPROVED)
    [message] = notices("charge.captured")
    return message


def test_a_payment_is_booked_and_its_order_confirmed(
    client: Client, captured: dict[str, Any], order: Order, order_payment: Payment
) -> None:
    assert post(client, captured).status_code == 204
    order.refresh_from_db()
    order_payment.refresh_from_db()
    assert (order.status, order_payment.state) == ("confirmed", "captured")
    delivery = WebhookDelivery.objects.get()
    assert (delivery.event_id, delivery.payload) == (captured["id"], captured)
    assert delivery.handled_at is not None


def test_the_same_message_again_changes_nothing(
    client: Client, captured: dict[str, Any], order: Order
) -> None:
    assert [post(client, captured).status_code for _time in range(3)] == [204, 204, 204]
    assert WebhookDelivery.objects.count() == 1
    assert OutboxEvent.objects.filter(name="order.confirmed").count() == 1


def test_messages_in_the_wrong_order_tell_the_same(
    client: Client, captured: dict[str, Any], order: Order, order_payment: Payment
) -> None:
    [authorised] = notices("charge.authorised")
    for message in [captured, authorised]:
        post(client, message)
    order_payment.refresh_from_db()
    assert (order_payment.state, order_payment.captured_amount) == ("captured", order_payment.amount)
    assert not Incident.objects.exists()


def test_a_decline_leaves_the_order_waiting(client: Client, order: Order, order_payment: Payment) -> None:
    hosted_page.pay_with(client, hosted_page.open_page(order_payment), hosted_page.DECLINED)
    post(client, notices("charge.declined")[0])
    order.refresh_from_db()
    order_payment.refresh_from_db()
    assert (order.status, order_payment.state) == ("awaiting-payment", "declined")


@pytest.mark.parametrize("signature", ["", "t=1,v1=0"])
def test_a_forged_message_is_refused_and_not_kept(
    client: Client, captured: dict[str, Any], order: Order, signature: str
) -> None:
    answer = post(client, captured, **{"Sandbox-Signature": signature})
    assert answer.status_code == 400
    assert json.loads(answer.content)["code"] == "webhook-refused"
    assert not WebhookDelivery.objects.exists()
    order.refresh_from_db()
    assert order.status == "awaiting-payment"


@pytest.mark.parametrize(("provider", "status"), [("seashells", 404), ("cash", 400)])
def test_whoever_sends_no_webhooks_is_refused(
    client: Client, captured: dict[str, Any], provider: str, status: int
) -> None:
    answer = post(client, captured, f"/api/v1/webhooks/payments/{provider}")
    assert answer.status_code == status
    assert not WebhookDelivery.objects.exists()


def test_a_browser_is_told_to_post(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.parametrize("key", ["pay:01a20027-3de9-7df8-9a4e-9941f326df51", "pay:1", "nonsense"])
def test_what_we_never_asked_for_is_put_aside_for_a_person(
    client: Client, captured: dict[str, Any], order: Order, key: str
) -> None:
    captured["data"]["key"] = key
    assert post(client, captured).status_code == 204
    assert WebhookDelivery.objects.get().problem == f"{key} isn't ours"
    assert Incident.objects.get(kind="webhook-unmatched").data["about"] == key
    order.refresh_from_db()
    assert order.status == "awaiting-payment"


def test_what_fails_is_noted_and_handled_when_it_comes_again(
    client: Client, captured: dict[str, Any], order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_facts: Any) -> None:
        raise OSError("the disk is full")

    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("apps.api.v1.webhooks.handling.apply_provider_result", broken)
        assert post(client, captured).status_code == 500
    assert "the disk is full" in WebhookDelivery.objects.get().problem
    assert post(client, captured).status_code == 204
    assert WebhookDelivery.objects.get().problem == ""
    order.refresh_from_db()
    assert order.status == "confirmed"


def test_a_refund_is_booked(
    client: Client,
    captured: dict[str, Any],
    order_payment: Payment,
    deliver_events: Callable[[], None],
) -> None:
    post(client, captured)
    create_refund(payment=order_payment, amount=order_payment.amount, source="return:1")
    deliver_events()
    [message] = notices("refund.done")
    assert post(client, message).status_code == 204
    order_payment.refresh_from_db()
    assert Refund.objects.get().state == "done"
    assert order_payment.refunded_amount == order_payment.amount
