"""A bundle lies nowhere: its card says what it can be put together of, and what sets the limit."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.catalog.models import Product
from apps.stock.models import StockLevel
from tests.factories.catalog import bundle
from tests.factories.goods import ProductFactory
from tests.factories.shop import Shop
from tests.factories.stock import sell, stock


@pytest.fixture
def pair(shop: Shop) -> Product:
    """Two mugs and a vase; Como has ten mugs and five vases, of which one is kept back."""
    sell(shop.vase, shop.como, 5)
    StockLevel.objects.filter(product=shop.vase, location=shop.como).update(safety_stock=1)
    return bundle((shop.mug, 2), (shop.vase, 1), title="Pair and vase", sku="PAIR")


def card(client: Client, product: Product, **asked: str) -> Any:
    return client.get(reverse("backoffice:stock-item", args=[product.pk]), asked)


def rows(page: Any) -> dict[str, tuple[int, list[str]]]:
    """Return how many each location can put together, and what sets the limit there."""
    return {
        row.place.name: (
            row.made.quantity,
            [name for name, part in row.parts if part.product_id in row.made.scarcest],
        )
        for row in page.context["rows"]
    }


def test_each_location_says_how_many_and_what_is_missing(shop: Shop, pair: Product, charlie: Client) -> None:
    page = card(charlie, pair)

    assert rows(page) == {"Como": (4, ["Ortiga vase"])}
    assert "Why is it 4?" in page.content.decode()


def test_everywhere_for_those_who_see_everything(shop: Shop, pair: Product, alice: Client) -> None:
    shop.sell(shop.mug, at=shop.lucca, quantity=7)

    page = card(alice, pair)

    assert rows(page)["Lucca"] == (1, ["Half-dip mug"])
    assert page.context["total"] == sum(made for made, _limit in rows(page).values())


def test_what_channels_can_promise_leads_to_the_reasons(shop: Shop, pair: Product, charlie: Client) -> None:
    words = card(charlie, pair).content.decode()

    why = reverse("backoffice:explain", args=[pair.pk, shop.como.pk])
    assert f'href="{why}?channel={shop.web.code}"' in words
    assert charlie.get(why, {"channel": shop.web.code}).status_code == 200
    assert "Lucca" not in words


def test_where_a_component_never_lay_none_can_be_made(shop: Shop, charlie: Client) -> None:
    page = card(charlie, bundle((shop.mug, 1), (ProductFactory(title="Tray"), 1), title="Mug on a tray"))

    assert rows(page) == {"Como": (0, ["Tray"])}
    assert "Nothing of it lies anywhere" not in page.content.decode()


def test_it_is_found_by_the_list_and_named_on_its_components_cards(
    shop: Shop, pair: Product, charlie: Client
) -> None:
    link = f'href="{reverse("backoffice:stock-item", args=[pair.pk])}"'

    def found(words: str) -> str:
        return charlie.get(reverse("backoffice:stock"), {"q": words}).content.decode()

    assert link in found("pair")
    assert link in found("and vase")
    assert link not in found("dip")
    assert link in card(charlie, shop.mug).content.decode()


def test_downloads_alone_are_always_enough(shop: Shop, charlie: Client) -> None:
    Product.objects.filter(pk=shop.mug.pk).update(needs_shipping=False)

    words = card(charlie, bundle((shop.mug, 1), title="Two downloads")).content.decode()

    assert "No stock is kept of what goes into it" in words


def test_more_components_take_no_more_queries(
    shop: Shop, pair: Product, alice: Client, django_assert_max_num_queries: Any
) -> None:
    things = [ProductFactory(title=f"Thing {number}") for number in range(9)]
    for thing in things:
        stock(thing, shop.como, 1)
    hamper = bundle((shop.mug, 1), (shop.vase, 1), *((thing, 1) for thing in things), title="Hamper")
    card(alice, pair)
    with CaptureQueriesContext(connection) as few:
        card(alice, pair)

    with django_assert_max_num_queries(len(few)):
        card(alice, hamper)
