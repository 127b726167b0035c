"""Tills: put up, enrolled, revoked; and the sales that wait for a person."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import AuditEntry
from apps.orders.models import Order
from apps.pos.models import Device, EnvelopeCopy, SaleEnvelope
from apps.pos.services.enrolment import enrol_device
from tests.factories.pos import envelope, line, report
from tests.factories.shop import Shop


def put_up(client: Client, shop: Shop, **typed: str) -> str:
    values = {"mark": "one", "name": "Front", "location": str(shop.como.pk), "channel": str(shop.tills.pk)}
    return client.post(reverse("backoffice:till-new"), values | typed).content.decode()


def test_a_till_is_put_up_and_its_code_enrols_it(shop: Shop, charlie: Client) -> None:
    page = put_up(charlie, shop)

    code = re.search(r'enrolment-code id">([^<]+)<', page)[1]  # type: ignore[index]
    assert enrol_device(code=code).device == Device.objects.get()
    assert (
        code not in charlie.get(reverse("backoffice:till", args=[Device.objects.get().code])).content.decode()
    )


def test_where_there_is_no_choice_it_is_made(shop: Shop, charlie: Client) -> None:
    form = charlie.get(reverse("backoffice:till-new")).context["form"]

    chosen = [form[name].value() for name in ("location", "channel")]
    assert chosen == [shop.como.pk, shop.tills.pk]


def test_a_second_click_puts_up_one(shop: Shop, charlie: Client) -> None:
    put_up(charlie, shop)
    put_up(charlie, shop)

    assert Device.objects.count() == 1


def test_no_till_where_one_may_not_or_without_sense(shop: Shop, charlie: Client, bob: Client) -> None:
    for typed in ({"location": str(shop.lucca.pk)}, {"name": " "}, {"channel": str(shop.web.pk)}):
        put_up(charlie, shop, **typed)
    assert bob.post(reverse("backoffice:till-new"), {}).status_code == 403

    assert not Device.objects.exists()


def test_access_is_taken_away_with_a_reason(shop: Shop, charlie: Client) -> None:
    till = shop.till(shop.como)
    url = reverse("backoffice:till-revoke", args=[till.code])

    assert charlie.post(url, {"reason": ""}).status_code == 422
    till.refresh_from_db()
    assert till.revoked_at is None

    assert charlie.post(url, {"reason": "Stolen"}).status_code == 302
    till.refresh_from_db()
    assert till.revoked_at


def change(client: Client, till: Device, **typed: object) -> int:
    status = client.post(reverse("backoffice:till-change", args=[till.code]), typed).status_code
    till.refresh_from_db()
    return status


def test_a_till_is_renamed_and_moved(shop: Shop, alice: Client) -> None:
    till = shop.till(shop.como)

    assert change(alice, till, name="Back till", location=shop.lucca.pk) == 302

    assert (till.name, till.location) == ("Back till", shop.lucca)
    acts = AuditEntry.objects.filter(subject=f"device:{till.pk}").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == ["till.renamed", "till.moved"]
    assert change(alice, till, name="Back till", location=shop.lucca.pk) == 302
    assert acts.count() == 2


def test_a_till_is_moved_only_to_where_one_manages(shop: Shop, charlie: Client, bob: Client) -> None:
    till = shop.till(shop.como)
    name = till.name

    for typed in ({"name": "Mine", "location": shop.lucca.pk}, {"name": " ", "location": shop.como.pk}):
        assert change(charlie, till, **typed) == 422
    assert change(bob, till, name="Bob's", location=shop.como.pk) == 403

    assert (till.name, till.location) == (name, shop.como)


def test_tills_of_others_are_not_found(shop: Shop, charlie: Client) -> None:
    till = shop.till(shop.lucca)

    for name in ("till", "till-revoke"):
        assert charlie.get(reverse(f"backoffice:{name}", args=[till.code])).status_code == 404
    assert charlie.post(reverse("backoffice:till-code", args=[till.code])).status_code == 404
    assert till.name not in charlie.get(reverse("backoffice:tills")).content.decode()


@pytest.fixture
def waiting(shop: Shop) -> SaleEnvelope:
    """A sale in Como of something that the catalogue doesn't know."""
    report(shop.till(shop.como), envelope(line(sku="OLD-1", title="Old mug")))
    return SaleEnvelope.objects.get(state=SaleEnvelope.State.ATTENTION)


def settle(client: Client, sale: SaleEnvelope, **typed: str) -> int:
    answer = client.post(reverse("backoffice:till-sale-settle", args=[sale.sale_id]), typed)
    sale.refresh_from_db()
    return answer.status_code


def test_the_sale_is_shown_with_its_remedies(charlie: Client, waiting: SaleEnvelope) -> None:
    page = charlie.get(reverse("backoffice:till-sale", args=[waiting.sale_id])).content.decode()

    assert "Old mug" in page
    assert "Book it with these products" in page


def test_booked_with_the_product_that_was_chosen(shop: Shop, charlie: Client, waiting: SaleEnvelope) -> None:
    assert settle(charlie, waiting, action="book-with-product", **{"p-1": "MUG-BLUE"}) == 302
    assert waiting.state == SaleEnvelope.State.BOOKED
    assert Order.objects.get().lines.get().product == shop.mug


def test_dismissed_with_a_reason(charlie: Client, waiting: SaleEnvelope) -> None:
    assert settle(charlie, waiting, action="dismiss", reason="") == 422
    assert waiting.state == SaleEnvelope.State.ATTENTION
    assert settle(charlie, waiting, action="dismiss", reason="A training sale") == 302
    assert waiting.state == SaleEnvelope.State.DISMISSED


@pytest.mark.parametrize(
    "typed",
    [
        {"action": ""},
        {"action": "burn"},
        {"action": "retry"},
        {"action": "book-with-product", "p-0": "NOTHING"},
        {"action": "book-with-product"},
        {"action": "book-copy", "copy": "x"},
    ],
)
def test_what_does_not_help_changes_nothing(
    charlie: Client, waiting: SaleEnvelope, typed: dict[str, str]
) -> None:
    assert settle(charlie, waiting, **typed) == 422
    assert waiting.state == SaleEnvelope.State.ATTENTION
    assert not Order.objects.exists()


def test_sales_of_others_are_not_found(shop: Shop, charlie: Client) -> None:
    report(shop.till(shop.lucca), envelope(line(sku="OLD-1", title="Old mug")))
    sale = SaleEnvelope.objects.get()

    assert charlie.get(reverse("backoffice:till-sale", args=[sale.sale_id])).status_code == 404
    assert settle(charlie, sale, action="dismiss", reason="Why not") == 404
    assert sale.state == SaleEnvelope.State.ATTENTION


@pytest.fixture
def contradiction(shop: Shop) -> EnvelopeCopy:
    """A sale in Como that came again under the same id with two mugs instead of one."""
    till = shop.till(shop.como)
    first = envelope(line(shop.mug))
    report(till, first)
    report(till, envelope(line(shop.mug, 2), sale_id=first["sale_id"]))
    return EnvelopeCopy.objects.get()


def test_both_contents_stand_side_by_side(charlie: Client, contradiction: EnvelopeCopy) -> None:
    page = charlie.get(
        reverse("backoffice:till-sale", args=[contradiction.envelope.sale_id])
    ).content.decode()

    assert [f"{quantity} × Half-dip mug" in page for quantity in (1, 2)] == [True, True]
    assert page.index("What came first") < page.index("Another content under the same id")


@pytest.mark.parametrize(("action", "orders"), [("keep-first", 1), ("book-as-another", 2)])
def test_which_of_two_contents_happened(
    charlie: Client, contradiction: EnvelopeCopy, action: str, orders: int
) -> None:
    url = reverse("backoffice:till-copy-settle", args=[contradiction.envelope.sale_id, contradiction.pk])

    for nonsense in ({"action": action, "reason": ""}, {"action": "toss a coin", "reason": "Why not"}):
        charlie.post(url, nonsense)
        contradiction.refresh_from_db()
        assert contradiction.settled_at is None

    charlie.post(url, {"action": action, "reason": "Asked the cashier"})

    contradiction.refresh_from_db()
    assert contradiction.settled_at
    assert Order.objects.count() == orders


def test_a_receipt_is_read_in_the_readers_own_way_of_writing_money(shop: Shop, charlie: Client) -> None:
    report(shop.till(shop.como), envelope(line(sku="OLD-1", title="Old mug"), currency="EURO"))
    report(shop.till(shop.como), envelope(line(sku="OLD-2", title="Old vase", unit_price="1200.00")))
    unreadable, unknown = SaleEnvelope.objects.order_by("pk")

    assert "12.20 EURO" in charlie.get(sale_url(unreadable)).content.decode()
    assert "€1,200.00" in charlie.get(sale_url(unknown)).content.decode()


def test_another_content_says_which_till_sent_it(shop: Shop, alice: Client) -> None:
    sale = envelope(line(shop.mug))
    report(shop.till(shop.como), sale)
    report(shop.till(shop.lucca, name="Lucca's back till"), sale | {"note": "else"})

    page = alice.get(sale_url(SaleEnvelope.objects.get())).content.decode()

    assert "Lucca&#x27;s back till, Lucca" in page


def sale_url(sale: SaleEnvelope) -> str:
    return reverse("backoffice:till-sale", args=[sale.sale_id])
