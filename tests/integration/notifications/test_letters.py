"""People are written to once about what happened, in their language, and a broken mail server loses nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from apps.accounts.models import User
from apps.core import clock
from apps.core.transactions import durable
from apps.notifications.letters import order_letter
from apps.notifications.models import Message
from apps.notifications.services import MAX_ATTEMPTS, send_waiting, write_letter
from apps.orders.models import Order
from apps.orders.services.sales import record_sale
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, LocationFactory
from tests.factories.orders import sale, sale_line

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice() -> User:
    return User.objects.create_user(email="alice@example.com", language="it")


@pytest.fixture
def order(alice) -> Order:
    fact = sale(
        ChannelFactory(), LocationFactory(), sale_line(ProductFactory(title="Mug")), customer_id=alice.pk
    )
    with durable():
        return record_sale(sale=fact)


class RefusingServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_letter_is_written_and_sent_once_for_one_cause(order):
    for _again in range(2):
        write_letter(letter=order_letter("order-confirmed", order))
        send_waiting(at=clock.now())

    (letter,) = mail.outbox
    assert letter.to == ["alice@example.com"]
    assert order.number in letter.subject
    assert "Mug × 1" in letter.body


def test_its_language_is_the_readers(order):
    message = write_letter(letter=order_letter("order-confirmed", order))

    assert message.language == "it"
    assert "12,20\xa0€" in message.body_text


def test_a_cancelled_order_is_shown_as_it_was_ordered(order):
    letter = order_letter("order-cancelled", order)

    assert letter.context["total"] == Decimal("12.20")


def test_nobody_is_written_to_without_an_address(order):
    order.user = None

    assert write_letter(letter=order_letter("order-confirmed", order)) is None
    assert not Message.objects.exists()


def test_a_letter_waits_while_the_mail_server_refuses(order, settings):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.RefusingServer"
    write_letter(letter=order_letter("order-confirmed", order))
    now = clock.now()

    assert send_waiting(at=now) == 0
    assert send_waiting(at=now) == 0, "it isn't tried again at once"
    settings.EMAIL_BACKEND = backend

    assert send_waiting(at=now + timedelta(minutes=5)) == 1
    assert Message.objects.get().state == Message.State.SENT


def test_a_letter_that_never_leaves_is_shown_as_failed(order, settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"
    write_letter(letter=order_letter("order-confirmed", order))
    at = clock.now()

    for _attempt in range(MAX_ATTEMPTS):
        at += timedelta(days=1)
        send_waiting(at=at)

    message = Message.objects.get()
    assert message.state == Message.State.FAILED
    assert "ConnectionRefused" in message.last_error
