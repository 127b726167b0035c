"""The pages of stock: the list with its views and files, many levels at once, the card of one product."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.backoffice.models import SavedView
from apps.core import clock
from apps.stock.models import StockLevel
from apps.stock.services.movements import record_movements
from apps.stock.services.transfers import dispatch_transfer, draft_transfer
from tests.factories.shop import Shop
from tests.factories.stock import level, movement

LIST = "backoffice:stock"


def costly(shop: Shop) -> None:
    """Make the mugs known to cost 4.50 on average."""
    with transaction.atomic():
        record_movements(movements=[movement(shop.mug, shop.como, 10, unit_cost=Decimal("9.00"))])


def page(client: Client, **asked: str) -> str:
    return client.get(reverse(LIST), asked).content.decode()


def item(client: Client, shop: Shop, **asked: str) -> str:
    return client.get(reverse("backoffice:stock-item", args=[shop.mug.pk]), asked).content.decode()


def test_filtered_by_shelf_and_by_state(shop: Shop, alice: Client) -> None:
    StockLevel.objects.filter(product=shop.mug, location=shop.como).update(shelf="A-03", quarantined=2)

    for asked in ({"shelf": "with"}, {"q": "a-03"}, {"state": "quarantine"}):
        words = page(alice, **asked)
        assert "Half-dip mug" in words
        assert "Ortiga vase" not in words
    assert page(alice, shelf="without").count("data-row") == 5


def test_value_is_for_those_who_may_know_costs(shop: Shop, alice: Client, bob: Client) -> None:
    costly(shop)

    assert "€180.00" in page(alice)
    assert "€180.00" not in page(bob)
    assert "Value" not in bob.get(reverse(LIST), {"export": "csv"}).getvalue().decode()
    assert "average now" in item(alice, shop)
    assert "average now" not in item(bob, shop)


def test_as_a_workbook(shop: Shop, alice: Client) -> None:
    costly(shop)

    answer = alice.get(reverse(LIST), {"export": "xlsx", "q": "MUG-BLUE"})

    rows = list(load_workbook(BytesIO(answer.getvalue())).active.values)
    assert rows[0][:3] == ("SKU", "Product", "Location")
    assert {(row[0], row[2]) for row in rows[1:]} == {
        ("MUG-BLUE", place.name) for place in (shop.lucca, shop.como, shop.altopascio)
    }


def save(client: Client, **typed: str) -> None:
    values = {"name": "Low in Como", "query": "state=low&page=3&q="} | typed
    client.post(reverse("backoffice:view-save", args=["stock"]), values)


def test_views_are_saved_shared_and_deleted_by_their_owner(shop: Shop, alice: Client, bob: Client) -> None:
    save(alice)
    assert SavedView.objects.get().query == "state=low"
    assert "Low in Como" in page(alice)
    assert "Low in Como" not in page(bob)

    save(alice, is_shared="1")
    assert "Low in Como" in page(bob)

    delete = reverse("backoffice:view-delete", args=[SavedView.objects.get().pk])
    bob.post(delete)
    assert SavedView.objects.count() == 1
    alice.post(delete)
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(
    "typed", [{"name": " "}, {"name": "x" * 41}, {"query": "page=2"}, {"query": "q=" + "x" * 600}]
)
def test_a_view_that_makes_no_sense_is_refused(shop: Shop, alice: Client, typed: dict[str, str]) -> None:
    save(alice, **typed)

    assert not SavedView.objects.exists()


def test_limits_and_shelf_of_many_at_once(shop: Shop, charlie: Client) -> None:
    chosen = [level(product, shop.como).pk for product in (shop.mug, shop.vase)]
    elsewhere = level(shop.mug, shop.lucca).pk
    url = reverse("backoffice:stock-together")
    assert charlie.get(url, {"level": chosen}).status_code == 200

    values = {"level": [*chosen, elsewhere], "safety_stock": "2", "low_stock_threshold": "", "shelf": "B-01"}
    assert charlie.post(url, values).status_code == 302

    changed = StockLevel.objects.filter(safety_stock=2, low_stock_threshold=None, shelf="B-01")
    assert set(changed.values_list("pk", flat=True)) == set(chosen)


@pytest.mark.parametrize("typed", [{}, {"safety_stock": "-1"}, {"shelf": "x" * 33}, {"safety_stock": "some"}])
def test_limits_that_make_no_sense_change_nothing(shop: Shop, charlie: Client, typed: dict[str, str]) -> None:
    key = level(shop.mug, shop.como).pk

    assert charlie.post(reverse("backoffice:stock-together"), {"level": key, **typed}).status_code == 422

    assert StockLevel.objects.filter(safety_stock=0, shelf="").count() == StockLevel.objects.count()


def change(client: Client, shop: Shop, **typed: str) -> int:
    url = reverse("backoffice:stock-state", args=[shop.mug.pk, shop.como.pk])
    values = {"mark": "one", "origin": "sellable", "to": "quarantine", "quantity": "2", "choice": "Broken"}
    return client.post(url, values | typed).status_code


def test_a_state_is_changed_once_and_goods_are_written_off(shop: Shop, charlie: Client) -> None:
    assert change(charlie, shop) == change(charlie, shop) == 302
    assert change(charlie, shop, mark="two", origin="quarantine", to="write-off", quantity="1") == 302

    now = level(shop.mug, shop.como)
    assert (now.on_hand, now.quarantined) == (8, 1)
    assert "In quarantine" not in item(charlie, shop)
    assert "1 in quarantine" in item(charlie, shop)


@pytest.mark.parametrize(
    "typed",
    [
        {"quantity": "0"},
        {"quantity": "11"},
        {"to": "sellable"},
        {"to": "in-transit"},
        {"choice": ""},
        {"mark": ""},
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(
    shop: Shop, charlie: Client, typed: dict[str, str]
) -> None:
    assert change(charlie, shop, **typed) == 422
    assert level(shop.mug, shop.como).on_hand == 10


def test_a_shelf_is_noted(shop: Shop, charlie: Client, bob: Client) -> None:
    url = reverse("backoffice:stock-shelf", args=[shop.mug.pk, shop.como.pk])

    assert bob.post(url, {"shelf": "X"}).status_code == 403
    assert charlie.post(url, {"shelf": " A-03  2 "}).status_code == 302

    assert level(shop.mug, shop.como).shelf == "A-03 2"


def test_the_card_tells_what_comes_and_what_moved_with_their_documents(shop: Shop, alice: Client) -> None:
    transfer = draft_transfer(
        origin_id=shop.lucca.pk,
        destination_id=shop.como.pk,
        quantities={shop.mug.pk: 3},
        actor=shop.alice,
        at=clock.now(),
    )
    dispatch_transfer(transfer_id=transfer.pk, actor=shop.alice, at=clock.now())
    order = shop.sell(at=shop.como)

    words = item(alice, shop)

    assert words.count(reverse("backoffice:transfer", args=[transfer.code])) >= 3
    assert reverse("backoffice:order", args=[order.number]) in words
    assert "Received from another location (On the way)" in words


def test_any_past_day_can_be_asked_for(shop: Shop, alice: Client) -> None:
    today = clock.now().date().isoformat()

    assert ": 40</b>" in item(alice, shop, on=today)
    assert ": 0</b>" in item(alice, shop, on="2025-01-31")
    for nonsense in ("", "yesterday", "2026-02-30", "0001-01-01", "9999-12-31"):
        assert (
            alice.get(
                reverse("backoffice:stock-item", args=[shop.mug.pk]), {"on": nonsense, "span": "12"}
            ).status_code
            == 200
        )
