"""Staff send the customer an e-mail about their order again, and it is known who did."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import AuditEntry
from apps.notifications.models import Message
from apps.orders.models import Order
from apps.orders.selectors import timeline
from tests.factories.shop import Shop


@pytest.fixture
def order(shop: Shop, deliver_events: Callable[[], None]) -> Order:
    """An order to collect in Como, whose confirmation was written and sent."""
    order = shop.collect(at=shop.como)
    deliver_events()
    return order


def resend(client: Client, order: Order, key: int, mark: str = "one") -> int:
    url = reverse("backoffice:letter-again", args=[order.pk, key])
    return client.post(url, {"mark": mark}).status_code


def test_bob_sends_the_confirmation_again(
    bob: Client, shop: Shop, order: Order, deliver_events: Callable[[], None]
) -> None:
    first = Message.objects.get(kind="order-confirmed")
    Order.objects.filter(pk=order.pk).update(guest_email="elisa.conti@example.com", user=None)
    assert first.subject in bob.get(reverse("backoffice:order", args=[order.number])).content.decode()

    assert resend(bob, order, first.pk) == 302

    again = Message.objects.exclude(pk=first.pk).get()
    assert (again.kind, again.state, again.subject) == ("order-confirmed", "waiting", first.subject)
    assert again.recipient == "elisa.conti@example.com"
    assert AuditEntry.objects.get(action="letter.resent").actor_id == shop.bob.pk
    told = timeline(order=order, staff=True)[0]
    assert (told.title, told.detail, told.actor) == ("E-mail sent again", first.subject, "Bob")
    assert "letter-resent" not in [each.kind for each in timeline(order=order)]


def test_a_second_click_sends_one(bob: Client, order: Order) -> None:
    key = Message.objects.get().pk

    resend(bob, order, key)
    resend(bob, order, key)

    assert Message.objects.count() == 2


def test_what_was_never_written_is_not_sent(
    bob: Client, shop: Shop, order: Order, deliver_events: Callable[[], None]
) -> None:
    other = shop.collect(at=shop.como)
    deliver_events()
    elsewhere = shop.collect(at=shop.lucca)

    resend(bob, other, Message.objects.get(cause=f"order:{order.pk}").pk)
    assert resend(bob, elsewhere, 1, mark="two") == 404

    assert not AuditEntry.objects.filter(action="letter.resent").exists()


def test_without_an_address_nothing_is_sent(bob: Client, order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(guest_email="", user=None)

    resend(bob, order, Message.objects.get().pk)

    assert Message.objects.count() == 1
