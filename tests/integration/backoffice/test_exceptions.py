"""What went wrong is told in words, found, tried again, settled; each at one's own locations."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from apps.core.incidents import open_incident, resolve_incidents
from apps.core.models import AuditEntry, Incident
from apps.notifications.models import Message
from apps.orders.services.cancellation import cancel_order
from apps.payments.models import Refund
from apps.payments.services.refunds import record_refund
from apps.payments.types import RefundResult
from tests.factories.orders import collected, pay, placed
from tests.factories.pricing import NOON
from tests.factories.shop import Shop

PAGE = reverse("backoffice:exceptions")


def happen(kind: str, subject: str, location_id: int | None = None, **data: Any) -> Incident:
    with transaction.atomic():
        open_incident(kind=kind, subject=subject, location_id=location_id, data=data)
    return Incident.objects.get(kind=kind, subject=subject, resolved_at=None)


def sold_out(shop: Shop) -> Incident:
    """Como has handed out two mugs more than the book knows."""
    subject = f"stock:{shop.mug.pk}:{shop.como.pk}"
    return happen("stock-below-zero", subject, shop.como.pk, product_id=shop.mug.pk, on_hand=-2, allocated=1)


def read(client: Client, **asked: str) -> str:
    return client.get(PAGE, asked).content.decode()


def retry(client: Client, incident: Incident) -> int:
    return client.post(reverse("backoffice:retry", args=[incident.pk])).status_code


def test_goods_are_told_by_their_name(shop: Shop, charlie: Client) -> None:
    sold_out(shop)

    page = read(charlie)

    assert "Half-dip mug" in page
    assert "-2 on hand, 1 promised" in page
    assert "allocated:" not in page


def test_money_is_told_with_its_order_and_leads_there(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)
    happen(
        "payment-amount-differs",
        "payment:0193a4c5-7d00-7000-8000-000000000001",
        paid_for=f"order:{order.pk}",
        asked="12.20",
        captured="10.00",
        currency="EUR",
    )

    page = read(alice)

    assert f"Order {order.number} · asked for €12.20 · paid €10.00" in page
    assert reverse("backoffice:order-by-key", args=[order.pk]) in page


def test_the_words_are_in_the_language_of_the_reader(shop: Shop, alice: Client) -> None:
    happen(
        "till-sales-missing", "till:como-1", shop.como.pk, device="como-1", missing=3, gaps=[[4, 5], [9, 9]]
    )

    assert "Till como-1 · 3 sales: 4–5, 9" in read(alice)
    with translation.override("pl"):
        client = Client(headers={"accept-language": "pl"})
        client.force_login(shop.alice, backend="django.contrib.auth.backends.ModelBackend")
        assert "3 sales" not in client.get(PAGE).content.decode()


def test_the_number_of_queries_does_not_grow(
    shop: Shop, alice: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for product in (shop.mug, shop.vase):
        for place in (shop.como, shop.lucca):
            happen("stock-below-zero", f"stock:{product.pk}:{place.pk}", place.pk, product_id=product.pk)
    for number in range(5):
        order = shop.sell(at=shop.como)
        happen("order-paid-twice", f"order:{order.pk}", shop.como.pk, number=order.number + str(number))

    with django_assert_max_num_queries(20):
        alice.get(PAGE)


@pytest.mark.parametrize("asked", [{"kind": "pick-missing"}, {"q": "Ortiga"}, {"q": "ghost"}])
def test_what_is_not_looked_for_is_left_out(shop: Shop, alice: Client, asked: dict[str, str]) -> None:
    sold_out(shop)

    assert "Half-dip mug" not in read(alice, **asked)


@pytest.mark.parametrize("asked", [{"kind": "stock-below-zero"}, {"q": "half-dip"}, {"q": "mug-bl"}])
def test_what_is_looked_for_is_found(shop: Shop, alice: Client, asked: dict[str, str]) -> None:
    sold_out(shop)

    assert "Half-dip mug" in read(alice, **asked)


def test_the_list_is_had_as_a_file_of_ones_own_locations(shop: Shop, charlie: Client) -> None:
    sold_out(shop)
    happen("over-delivered", "goods-receipt:1", shop.lucca.pk, order="PO-1", units={"VASE-GREEN": 4})

    text = charlie.get(PAGE, {"export": "csv"}).getvalue().decode()

    assert "Half-dip mug" in text
    assert "VASE-GREEN" not in text


def test_what_was_settled_says_how_and_by_whom(shop: Shop, alice: Client) -> None:
    incident = sold_out(shop)
    with transaction.atomic():
        resolve_incidents(
            kind=incident.kind,
            subject=incident.subject,
            by="system",
            resolution="The figures are right again.",
        )
    other = happen("over-delivered", "goods-receipt:1", shop.lucca.pk, order="PO-1", units={})
    alice.post(reverse("backoffice:resolve", args=[other.pk]), {"note": "Kept them"})

    page = read(alice, tab="settled")

    assert "The figures are right again." in page
    assert "system:" not in page
    assert "Alice: Kept them" in page


def test_many_are_settled_with_one_note(shop: Shop, charlie: Client) -> None:
    mine = sold_out(shop)
    elsewhere = happen("over-delivered", "goods-receipt:1", shop.lucca.pk)

    charlie.post(
        reverse("backoffice:resolve-together"),
        {"incident": [str(mine.pk), str(elsewhere.pk), "x", "9" * 30], "note": "Counted the shelf"},
    )

    mine.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (mine.resolved_by, mine.resolution) == ("Charlie", "Counted the shelf")
    assert elsewhere.resolved_at is None


@pytest.mark.parametrize("note", ["", "   ", "x" * 501])
def test_nothing_is_settled_without_a_word(shop: Shop, charlie: Client, note: str) -> None:
    incident = sold_out(shop)

    charlie.post(reverse("backoffice:resolve-together"), {"incident": [str(incident.pk)], "note": note})

    incident.refresh_from_db()
    assert incident.resolved_at is None


def test_a_letter_that_could_not_be_sent_is_sent_again(shop: Shop, alice: Client) -> None:
    order = shop.sell(at=shop.como)
    letter = Message.objects.create(
        kind="order-confirmed",
        cause=f"order:{order.pk}",
        recipient="elisa@example.com",
        language="it",
        subject="Il tuo ordine",
        body_text="Ciao",
        state=Message.State.FAILED,
        attempts=12,
        created_at=order.date_placed,
    )
    incident = happen(
        "letter-not-sent",
        f"message:{letter.pk}",
        letter=letter.subject,
        recipient=letter.recipient,
        cause=letter.cause,
    )
    assert "Send it again" in read(alice)

    retry(alice, incident)

    letter.refresh_from_db()
    incident.refresh_from_db()
    assert (letter.state, letter.attempts) == (Message.State.WAITING, 0)
    assert incident.resolved_at is not None
    assert AuditEntry.objects.filter(action="incident.retried").count() == 1


@pytest.fixture
def refused_refund(shop: Shop) -> Refund:
    """Money for a cancelled order that the bank didn't take back."""
    order = pay(placed(shop.web, collected(shop.mug, shop.como)))
    cancel_order(order_id=order.pk, actor=shop.alice, reason="Changed her mind", at=NOON)
    refund = Refund.objects.get(payment__subject=f"order:{order.pk}")
    with transaction.atomic():
        record_refund(refund_id=refund.pk, result=RefundResult("failed", reason="account-closed"), at=NOON)
    return refund


def test_a_refused_refund_is_asked_for_again(alice: Client, refused_refund: Refund) -> None:
    incident = Incident.objects.get(kind="refund-failed")

    retry(alice, incident)

    again = Refund.objects.exclude(pk=refused_refund.pk).get()
    assert (again.amount, again.state) == (refused_refund.amount, Refund.State.PENDING)
    incident.refresh_from_db()
    assert incident.resolved_at is not None


def test_asked_twice_at_once_it_is_paid_back_once(alice: Client, refused_refund: Refund) -> None:
    incident = Incident.objects.get(kind="refund-failed")

    retry(alice, incident)
    retry(alice, incident)

    assert Refund.objects.count() == 2
