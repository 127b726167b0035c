"""What happens to an order reaches the customer: each piece of news becomes one letter, in their language."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core import mail

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.models import Incident
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.shipping import ship
from apps.notifications.models import Message
from apps.notifications.services import MAX_ATTEMPTS, send_waiting
from apps.orders.services.cancellation import cancel_order
from tests.factories.fulfilment import ready
from tests.factories.orders import collected, delivered, pay, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db

Deliver = Callable[[], None]


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def test_a_confirmed_order(web: Channel, mug: Product, deliver_events: Deliver) -> None:
    order = pay(placed(web, delivered(mug, 2)))
    deliver_events()
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["alice@example.com"], f"Thank you for your order {order.number}")
    assert "Mug × 2: €24.40" in letter.body


def test_a_collection_that_is_ready_comes_with_its_code(
    web: Channel, mug: Product, lucca: Location, bob: User, deliver_events: Deliver
) -> None:
    pay(placed(web, collected(mug, lucca)))
    deliver_events()
    waiting = ready(Fulfilment.objects.get(), bob)
    deliver_events()
    letter = mail.outbox[-1]
    assert waiting.pickup_code in letter.body
    assert waiting.pickup_code in letter.alternatives[0][0]
    assert "You pay" not in letter.body


def test_what_is_paid_on_collection_is_said(
    web: Channel, mug: Product, lucca: Location, bob: User, deliver_events: Deliver
) -> None:
    placed(web, collected(mug, lucca), payment_method="on-collection", payment_provider="on_collection")
    deliver_events()
    ready(Fulfilment.objects.get(), bob)
    deliver_events()
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert "You pay €12.20 when you collect" in letter.body


def test_a_parcel_on_its_way_comes_with_its_number(
    web: Channel, mug: Product, bob: User, deliver_events: Deliver
) -> None:
    pay(placed(web, delivered(mug)))
    deliver_events()
    parcel = ready(Fulfilment.objects.get(), bob)
    ship(fulfilment_id=parcel.pk, carrier="Poste", tracking_number="PT123", actor=bob, at=NOON)
    deliver_events()
    assert len(mail.outbox) == 2, "a packed parcel is no news to its customer"
    assert "PT123" in mail.outbox[-1].body


def test_a_cancelled_order(web: Channel, mug: Product, bob: User, deliver_events: Deliver) -> None:
    order = pay(placed(web, delivered(mug)))
    cancel_order(order_id=order.pk, actor=bob, reason="Changed her mind", at=NOON)
    deliver_events()
    assert subjects()[-1] == f"Your order {order.number} is cancelled"


def test_a_part_that_is_cancelled(
    web: Channel, mug: Product, vase: Product, bob: User, deliver_events: Deliver
) -> None:
    order = pay(placed(web, delivered(mug, 3), delivered(vase)))
    line = order.lines.get(product=mug)
    cancel_order(order_id=order.pk, actor=bob, reason="Broken", at=NOON, quantities={line.pk: 2})
    deliver_events()
    letter = mail.outbox[-1]
    assert letter.subject == f"Part of your order {order.number} is cancelled"
    assert "Mug × 2" in letter.body
    assert "now comes to €36.60" in letter.body


def test_news_told_twice_is_written_once(web: Channel, mug: Product, deliver_events: Deliver) -> None:
    from apps.core.models import OutboxEvent

    pay(placed(web, delivered(mug)))
    deliver_events()
    OutboxEvent.objects.update(delivered_at=None)
    deliver_events()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_letters_can_be_written_in_every_language(
    web: Channel,
    mug: Product,
    vase: Product,
    lucca: Location,
    bob: User,
    deliver_events: Deliver,
    language: str,
) -> None:
    order = pay(placed(web, delivered(mug, 2), collected(vase, lucca), language=language))
    deliver_events()
    parcel, collection = Fulfilment.objects.order_by("method")
    ready(collection, bob)
    ship(fulfilment_id=ready(parcel, bob).pk, carrier="Poste", actor=bob, at=NOON)
    deliver_events()
    cancel_order(order_id=order.pk, actor=bob, reason="Nobody came", at=NOON)
    deliver_events()
    assert {message.language for message in Message.objects.all()} == {language}
    assert Message.objects.count() >= 4


def test_a_letter_that_cannot_be_sent_is_shown_to_a_person(
    web: Channel, mug: Product, deliver_events: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", lambda *_: 1 / 0)
    pay(placed(web, delivered(mug)))
    deliver_events()
    Message.objects.update(attempts=MAX_ATTEMPTS - 1, due_at=None)
    send_waiting(at=NOON)
    message = Message.objects.get()
    assert message.state == Message.State.FAILED
    incident = Incident.objects.get(kind="letter-not-sent")
    assert incident.data["recipient"] == "alice@example.com"
