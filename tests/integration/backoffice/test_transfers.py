"""Transfers from draft to receipt, each end by its own people."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.stock.models import Transfer
from tests.factories.accounts import staff
from tests.factories.shop import Shop
from tests.factories.stock import figures, level


def draft(client: Client, shop: Shop, **typed: str) -> int:
    values = {
        "mark": "one",
        "origin": str(shop.lucca.pk),
        "destination": str(shop.como.pk),
        "goods": "MUG-BLUE 2\nVASE-GREEN\nMUG-BLUE",
    }
    return client.post(reverse("backoffice:transfer-new"), values | typed).status_code


def go(client: Client, name: str, transfer: Transfer, **typed: str) -> int:
    answer = client.post(reverse(f"backoffice:{name}", args=[transfer.code]), typed)
    transfer.refresh_from_db()
    return answer.status_code


@pytest.fixture
def transfer(shop: Shop, alice: Client) -> Transfer:
    """Three mugs and a vase from Lucca to Como, drafted."""
    assert draft(alice, shop) == 302
    return Transfer.objects.get()


def test_a_draft_adds_up_its_lines(shop: Shop, transfer: Transfer) -> None:
    assert dict(transfer.lines.values_list("product__sku", "quantity")) == {"MUG-BLUE": 3, "VASE-GREEN": 1}
    assert figures(shop.mug, shop.lucca) == (10, 0, 0)


@pytest.mark.parametrize(
    "typed",
    [
        {"goods": ""},
        {"goods": "NOTHING 2"},
        {"goods": "MUG-BLUE 0"},
        {"goods": "MUG-BLUE -3"},
        {"goods": "MUG-BLUE some"},
        {"goods": "MUG-BLUE 1.5"},
        {"goods": "MUG-BLUE 9999999"},
        {"goods": "\0"},
        {"origin": "", "goods": "MUG-BLUE"},
        {"destination": "0"},
        {"mark": ""},
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(shop: Shop, alice: Client, typed: dict[str, str]) -> None:
    assert draft(alice, shop, **typed) == 422
    assert not Transfer.objects.exists()


def test_a_known_product_with_a_wrong_quantity_is_not_called_unknown(shop: Shop, alice: Client) -> None:
    values = {"mark": "one", "origin": shop.lucca.pk, "destination": shop.como.pk, "goods": "MUG-BLUE -3"}

    words = alice.post(reverse("backoffice:transfer-new"), values).content.decode()

    assert "Line 1: “MUG-BLUE -3” has to end with a whole number of units" in words


def test_a_place_sends_nothing_to_itself(shop: Shop, alice: Client) -> None:
    assert draft(alice, shop, destination=str(shop.lucca.pk)) == 422
    assert not Transfer.objects.exists()


def test_a_second_click_drafts_once(shop: Shop, alice: Client, transfer: Transfer) -> None:
    assert draft(alice, shop) == 422
    assert Transfer.objects.count() == 1


def arrived(shop: Shop, mugs: int = 3, vases: int = 1, **typed: str) -> dict[str, str]:
    units = {f"q-{shop.mug.pk}": mugs, f"q-{shop.vase.pk}": vases}
    nothing_broken = {f"d-{product.pk}": "0" for product in (shop.mug, shop.vase)}
    values = {"mark": "two", "missing": "later"} | nothing_broken
    return values | {name: str(count) for name, count in units.items()} | typed


def test_received_in_parts(shop: Shop, alice: Client, transfer: Transfer) -> None:
    go(alice, "transfer-dispatch", transfer)
    assert figures(shop.mug, shop.lucca) == (7, 0, 0)

    assert go(alice, "transfer-receive", transfer, **arrived(shop, mugs=2)) == 302
    assert transfer.state == Transfer.State.PARTLY_RECEIVED
    assert go(alice, "transfer-receive", transfer, **arrived(shop, mugs=2)) == 302
    assert figures(shop.mug, shop.como) == (12, 0, 0)

    assert go(alice, "transfer-receive", transfer, **arrived(shop, mugs=1, mark="three")) == 302
    assert transfer.state == Transfer.State.RECEIVED
    assert figures(shop.mug, shop.como) == (13, 0, 0)


def test_what_arrives_can_be_scanned(shop: Shop, alice: Client, transfer: Transfer) -> None:
    shop.mug.barcodes.create(gtin="08012340000222")
    go(alice, "transfer-dispatch", transfer)

    form = alice.get(reverse("backoffice:transfer-receive", args=[transfer.code])).content.decode()

    assert "data-scan-quantities" in form
    assert 'data-codes="MUG-BLUE 08012340000222" data-open="3"' in form
    assert 'data-codes="VASE-GREEN" data-open="1"' in form


def test_what_is_lost_or_broken_says_why(shop: Shop, alice: Client, transfer: Transfer) -> None:
    go(alice, "transfer-dispatch", transfer)
    broken = {f"d-{shop.vase.pk}": "1", f"r-{shop.vase.pk}": "Wet box"}
    lost = arrived(shop, mugs=2, missing="lost", **broken)

    refused = alice.post(reverse("backoffice:transfer-receive", args=[transfer.code]), lost)
    assert list(refused.context["form"].errors) == [f"r-{shop.mug.pk}"]
    transfer.refresh_from_db()
    assert transfer.state == Transfer.State.DISPATCHED

    assert go(alice, "transfer-receive", transfer, **lost, **{f"r-{shop.mug.pk}": "One broke"}) == 302
    assert transfer.state == Transfer.State.RECEIVED
    assert figures(shop.mug, shop.como) == (12, 0, 0)
    assert level(shop.vase, shop.como).quarantined == 1


@pytest.mark.parametrize("typed", [{"mark": ""}, {"missing": "perhaps"}, {"missing": ""}])
def test_a_receipt_that_makes_no_sense_is_refused(
    shop: Shop, alice: Client, transfer: Transfer, typed: dict[str, str]
) -> None:
    go(alice, "transfer-dispatch", transfer)

    assert go(alice, "transfer-receive", transfer, **arrived(shop, **typed)) == 422
    assert go(alice, "transfer-receive", transfer, **arrived(shop, **{f"d-{shop.mug.pk}": "4"})) == 422
    assert figures(shop.mug, shop.como) == (10, 0, 0)


def test_more_than_is_there_is_not_sent(shop: Shop, alice: Client, transfer: Transfer) -> None:
    shop.sell(at=shop.lucca, quantity=9)

    go(alice, "transfer-dispatch", transfer)

    assert transfer.state == Transfer.State.DRAFT
    page = alice.get(reverse("backoffice:transfer", args=[transfer.code])).content.decode()
    assert "Half-dip mug: 3 wanted, only 1 can be sent" in page


def test_called_off_on_the_way_it_comes_back(shop: Shop, alice: Client, transfer: Transfer) -> None:
    go(alice, "transfer-dispatch", transfer)
    assert go(alice, "transfer-cancel", transfer, goods="lost") == 422
    assert go(alice, "transfer-cancel", transfer, goods="back") == 302

    assert transfer.state == Transfer.State.CANCELLED
    assert figures(shop.mug, shop.lucca) == (10, 0, 0)


def test_it_tells_its_story(shop: Shop, alice: Client, transfer: Transfer) -> None:
    go(alice, "transfer-dispatch", transfer)
    go(alice, "transfer-receive", transfer, **arrived(shop, mugs=2))
    go(alice, "transfer-cancel", transfer, goods="lost", reason="The van was stolen")

    page = alice.get(reverse("backoffice:transfer", args=[transfer.code]))

    assert [(each.title, each.actor.split()[0], each.detail) for each in page.context["events"]] == [
        ("Drafted", "Alice", ""),
        ("Sent off", "Alice", ""),
        ("Received", "Alice", "3 units arrived"),
        ("Called off", "Alice", "The van was stolen"),
    ]


def test_each_end_is_worked_by_its_own_people(
    shop: Shop, charlie: Client, transfer: Transfer, alice: Client
) -> None:
    """Charlie of Como sees what comes to him, receives it, and can't send it off in Lucca."""
    assert charlie.get(reverse("backoffice:transfer", args=[transfer.code])).status_code == 200
    assert go(charlie, "transfer-dispatch", transfer) == 403
    assert transfer.state == Transfer.State.DRAFT

    go(alice, "transfer-dispatch", transfer)
    assert go(charlie, "transfer-receive", transfer, **arrived(shop)) == 302


def test_others_do_not_see_it(shop: Shop, sign_in: object, transfer: Transfer) -> None:
    client = sign_in(staff("manager", shop.altopascio))  # type: ignore[operator]

    assert client.get(reverse("backoffice:transfer", args=[transfer.code])).status_code == 404
    assert transfer.code not in client.get(reverse("backoffice:transfers")).content.decode()
