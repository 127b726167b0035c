"""Taking goods back: previewed, refunded, put back on the shelf, once."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.orders.models import Order, Return
from tests.factories.boutique import vase
from tests.factories.drafts import product_with_variants
from tests.factories.shop import Shop
from tests.factories.stock import figures, stock


@pytest.fixture
def order(shop: Shop) -> Order:
    """Two mugs, sold in Como."""
    return shop.sell(at=shop.como, quantity=2)


def typed(shop: Shop, order: Order, quantity: str = "1", **changes: str) -> dict[str, str]:
    line = order.lines.get().pk
    values = {"mark": "one", "location": str(shop.como.pk), f"q-{line}": quantity, f"d-{line}": "sellable"}
    return values | changes


def url(order: Order) -> str:
    return reverse("backoffice:take-back", args=[order.pk])


def test_the_preview_says_money_and_stock(shop: Shop, charlie: Client, order: Order) -> None:
    answer = charlie.get(
        url(order), typed(shop, order), headers={"HX-Request": "true", "HX-Target": "outcome"}
    )

    words = answer.content.decode()
    assert "Refund €12.20, take back 1 item" in words
    assert "8 → 9" in words
    assert not Return.objects.exists()


def test_goods_and_money_go_back(shop: Shop, charlie: Client, order: Order) -> None:
    assert charlie.post(url(order), typed(shop, order)).status_code == 302
    assert Return.objects.get().location == shop.como
    assert figures(shop.mug, shop.como) == (9, 0, 0)


def test_a_second_click_takes_back_once(shop: Shop, charlie: Client, order: Order) -> None:
    for _click in range(2):
        charlie.post(url(order), typed(shop, order))

    assert Return.objects.count() == 1
    assert figures(shop.mug, shop.como) == (9, 0, 0)


@pytest.mark.parametrize(
    ("quantity", "changes"),
    [
        ("3", {}),
        ("0", {}),
        ("-1", {}),
        ("x", {}),
        ("1", {"location": ""}),
        ("1", {"location": "0"}),
        ("1", {"mark": ""}),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    shop: Shop, charlie: Client, order: Order, quantity: str, changes: dict[str, str]
) -> None:
    assert charlie.post(url(order), typed(shop, order, quantity, **changes)).status_code == 422
    assert not Return.objects.exists()
    assert figures(shop.mug, shop.como) == (8, 0, 0)


def test_nowhere_but_at_ones_own_location(shop: Shop, charlie: Client, order: Order) -> None:
    answer = charlie.post(url(order), typed(shop, order, location=str(shop.lucca.pk)))

    assert answer.status_code == 422
    assert not Return.objects.exists()


def test_a_cashier_may_not(shop: Shop, bob: Client, order: Order) -> None:
    assert bob.post(url(order), typed(shop, order)).status_code == 403
    assert not Return.objects.exists()


def test_variants_are_told_apart_by_the_names_that_staff_know(shop: Shop, charlie: Client) -> None:
    """Whatever language they were bought in."""
    green = product_with_variants("Ortiga vase", [vase("Moss green", "#345")]).children.get()
    stock(green, shop.como, 3)
    order = shop.sell(green, at=shop.como)
    order.lines.update(title="Vaso Ortiga")

    page = charlie.get(url(order), typed(shop, order)).content.decode()

    assert page.count("Ortiga vase, Moss green") >= 2
    assert "Vaso Ortiga" not in page
