"""Merchandisers read in the admin why there are so many of a product, for each location and channel of theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.stock.services.limits import set_channel_limits
from tests.factories.accounts import staff
from tests.factories.catalog import bundle
from tests.factories.goods import ProductFactory
from tests.factories.shop import Shop


@pytest.fixture
def merchandiser(shop: Shop, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(staff("merchandiser"))


def why(client: Client, product: Product, **asked: Any) -> Any:
    return client.get(reverse("admin:catalogue_product_stock", args=[product.pk]), asked)


def test_the_products_page_leads_there(shop: Shop, merchandiser: Client) -> None:
    page = merchandiser.get(reverse("admin:catalogue_product_change", args=[shop.mug.pk]))

    assert reverse("admin:catalogue_product_stock", args=[shop.mug.pk]) in page.content.decode()


def test_every_location_against_every_channel(shop: Shop, merchandiser: Client) -> None:
    table = why(merchandiser, shop.mug).context["by_channel"]

    found = {place.name: {cell.channel.name: cell.quantity for cell in cells} for place, cells in table.rows}
    assert found == {
        "Altopascio": {"Tills": None, "Web shop": 20},
        "Como": {"Tills": 10, "Web shop": 10},
        "Lucca": {"Tills": 10, "Web shop": 10},
    }


def test_the_reasons_for_one_location_and_channel(shop: Shop, merchandiser: Client) -> None:
    set_channel_limits(
        channel=shop.tills,
        product_id=shop.mug.pk,
        location_id=shop.como.pk,
        reserve=3,
        buffer=None,
        actor=shop.alice,
    )
    order = shop.collect(at=shop.como, quantity=2)

    page = why(merchandiser, shop.mug, location=shop.como.pk, channel=shop.web.code)

    words = page.content.decode()
    assert "Why 5 for Web shop in Como?" in words
    assert f"2 are promised to order {order.number}." in words
    assert "Kept for other channels: 3 (Tills, 3 here)." in words
    assert page.context["told"].why.available == 5


def test_for_everybody_where_no_channel_is_named(shop: Shop, merchandiser: Client) -> None:
    assert (
        "10 can be promised from Como." in why(merchandiser, shop.mug, location=shop.como.pk).content.decode()
    )


def test_what_stands_in_the_way_is_said(shop: Shop, merchandiser: Client) -> None:
    Product.objects.filter(pk=shop.mug.pk).update(is_public=False)

    words = why(merchandiser, shop.mug, location=shop.altopascio.pk, channel=shop.tills.code).content.decode()

    assert "The product isn&#x27;t shown" in words
    assert "Tills doesn&#x27;t sell from Altopascio." in words


def test_a_bundle_leads_to_its_components_and_a_family_to_its_variants(
    shop: Shop, merchandiser: Client
) -> None:
    pair = bundle((shop.mug, 2), title="Pair")
    family = ProductFactory(title="Cup", structure="parent", sku=None)
    blue = ProductFactory(title="", structure="child", parent=family, sku="CUP-B", product_class=None)

    of_pair = why(merchandiser, pair, location=shop.como.pk).content.decode()
    assert reverse("admin:catalogue_product_stock", args=[shop.mug.pk]) in of_pair
    assert "Why 5 in Como?" in of_pair
    of_family = why(merchandiser, family).content.decode()
    assert reverse("admin:catalogue_product_stock", args=[blue.pk]) in of_family


def test_only_ones_own_locations(shop: Shop, sign_in: Callable[[User], Client]) -> None:
    carla = sign_in(staff("merchandiser", shop.como))

    page = why(carla, shop.mug, location=shop.lucca.pk)

    assert [place for place, _cells in page.context["by_channel"].rows] == [shop.como]
    assert "told" not in page.context
    assert "Lucca" not in page.content.decode()


@pytest.mark.parametrize("role", ["cashier", "manager", "finance"])
def test_those_who_do_not_keep_the_catalogue_use_the_back_office(
    shop: Shop, sign_in: Callable[[User], Client], role: str
) -> None:
    assert why(sign_in(staff(role)), shop.mug).status_code == 403


def test_shoppers_are_sent_to_sign_in(shop: Shop, client: Client) -> None:
    assert why(client, shop.mug).status_code == 302


@pytest.mark.parametrize(
    "asked", [{"location": "x"}, {"location": "9" * 30, "channel": "nobody"}, {"channel": "\0"}]
)
def test_nonsense_shows_the_table_alone(shop: Shop, merchandiser: Client, asked: dict[str, str]) -> None:
    page = why(merchandiser, shop.mug, **asked)

    assert page.status_code == 200
    assert "told" not in page.context


def test_no_such_product(merchandiser: Client) -> None:
    assert merchandiser.get("/admin/catalogue/product/999999/stock/").status_code == 404


def test_what_keeps_no_stock_says_so(shop: Shop, merchandiser: Client) -> None:
    Product.objects.filter(pk=shop.mug.pk).update(needs_shipping=False)

    assert (
        "there is always enough of it" in why(merchandiser, shop.mug, location=shop.como.pk).content.decode()
    )
