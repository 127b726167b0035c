"""A purchase order reaches its supplier with the paper attached, once for each time it is sent."""

import pytest
from django.core import mail

from apps.notifications.models import Message
from apps.purchasing.services.sending import send_again, send_order
from tests.factories.catalog import ProductFactory
from tests.factories.channels import WarehouseFactory
from tests.factories.purchasing import NOON, SupplierFactory, draft, sells

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order():
    vase, conti = ProductFactory(title="Vase"), SupplierFactory()
    sells(conti, vase, "12.00")
    return draft(conti, WarehouseFactory(), {vase: 2})


def send(order, means="email", message=""):
    send_order(order_id=order.pk, means=means, message=message, actor=None, at=NOON)


def test_the_paper_goes_with_the_letter(order, deliver_events):
    send(order, message="Ring the bell <twice>.")
    deliver_events()

    [letter] = mail.outbox
    assert letter.to == ["orders@conti.example"]
    assert order.code in letter.subject
    assert "Ring the bell <twice>." in letter.body
    assert "&lt;twice&gt;" in letter.alternatives[0].content
    [(name, content, media_type)] = letter.attachments
    assert (name, media_type) == (f"{order.code}.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")


def test_sent_again_it_is_a_letter_of_its_own(order, deliver_events):
    send(order)
    send_again(order_id=order.pk, means="email", to="boss@conti.example", actor=None, at=NOON)
    deliver_events()

    assert [letter.to for letter in mail.outbox] == [["orders@conti.example"], ["boss@conti.example"]]
    assert Message.objects.filter(kind="purchase-order").count() == 2


def test_sent_by_hand_nobody_is_written_to(order, deliver_events):
    send(order, means="hand")
    deliver_events()

    assert mail.outbox == []
