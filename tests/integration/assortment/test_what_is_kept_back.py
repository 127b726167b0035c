"""What is kept back from a channel is kept back in every view of it: lists, search, apps, and the promise itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.assortment.models import AssortmentItem
from apps.assortment.selectors import browse
from apps.catalog.models import Product
from apps.channels.models import Channel, ChannelLocation
from apps.channels.services import announce_settings
from apps.core.transactions import durable
from apps.stock.selectors import available_quantity
from apps.stock.services.limits import set_buffer, set_limits, set_reserve
from tests.factories.accounts import staff
from tests.factories.catalog import bundle
from tests.factories.channels import ChannelFactory, LocationFactory
from tests.factories.drafts import product
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    return staff("owner")


@pytest.fixture
def vase(shop: Window, deliver_events: Callable[[], None]) -> Product:
    """Four in Altopascio and three in Lucca, shown in an app."""
    shop.channel.kind = Channel.Kind.MOBILE
    shop.channel.save()
    vase = product("Ortiga vase", sku="VASE")
    shop.receive(vase, 3, shop.lucca)
    shop.show(vase, "44.00", 4)
    deliver_events()
    return vase


def seen(shop: Window, vase: Product, **asked: str) -> dict[str, Any]:
    """Return what each view says of how many there are: the app's and the window's, found in three ways."""
    app = APIClient()
    [variant] = app.get(f"/api/v1/mobile/products/{vase.pk}/availability").json()["variants"]
    found = {}
    for way, query in (("list", {}), ("search", {"q": "ortiga"}), ("code", {"q": "VASE"})):
        [card] = app.get("/api/v1/mobile/catalogue", query).json()["products"]
        found[way] = card["availability"]
    in_stock = app.get("/api/v1/mobile/catalogue", {"in-stock": "1"}).json()["total"]
    row = AssortmentItem.objects.get(channel=shop.channel, product=vase)
    promised = available_quantity(channel=shop.channel, product_ids=[vase.pk], at=timezone.now())
    assert row.available == sum(row.stock.values()) == promised[vase.pk]
    return {
        "available": row.available,
        "left": variant["delivery"]["left"],
        "pickup": {place["name"]: place["left"] for place in variant["pickup"]},
        "states": set(found.values()),
        "in_stock": in_stock,
    }


def test_before_anything_is_kept_back(shop: Window, vase: Product) -> None:
    assert seen(shop, vase) == {
        "available": 7,
        "left": None,
        "pickup": {"Lucca": 3},
        "states": {"available"},
        "in_stock": 1,
    }


def test_a_reserve_of_another_channel(
    shop: Window, vase: Product, olga: User, deliver_events: Callable[[], None]
) -> None:
    phone = ChannelFactory(sells_from=[shop.lucca])
    set_reserve(channel=phone, product_id=vase.pk, location_id=shop.lucca.pk, quantity=2, actor=olga)
    deliver_events()

    now = seen(shop, vase)

    assert (now["available"], now["left"], now["pickup"]) == (5, 5, {"Lucca": 1})
    assert available_quantity(channel=phone, product_ids=[vase.pk], at=timezone.now()) == {vase.pk: 3}


def test_a_buffer_of_the_channel_that_leaves_a_few(
    shop: Window, vase: Product, olga: User, deliver_events: Callable[[], None]
) -> None:
    set_buffer(channel=shop.channel, product_id=None, location_id=None, quantity=2, actor=olga)
    deliver_events()

    now = seen(shop, vase)

    assert (now["available"], now["left"], now["states"], now["pickup"]) == (3, 3, {"low"}, {"Lucca": 1})


def test_a_buffer_that_leaves_nothing_takes_it_out_of_what_is_in_stock(
    shop: Window, vase: Product, olga: User, deliver_events: Callable[[], None]
) -> None:
    set_buffer(channel=shop.channel, product_id=vase.pk, location_id=None, quantity=7, actor=olga)
    deliver_events()

    assert seen(shop, vase) == {
        "available": 0,
        "left": 0,
        "pickup": {"Lucca": 0},
        "states": {"none"},
        "in_stock": 0,
    }
    here = browse(channel=shop.channel, language="en", filters={"here": ["1"]}, location_id=shop.lucca.pk)
    assert here.total == 0


def test_safety_stock(shop: Window, vase: Product, olga: User, deliver_events: Callable[[], None]) -> None:
    for place, units in ((shop.warehouse, 4), (shop.lucca, 1)):
        set_limits(
            product_id=vase.pk,
            location_id=place.pk,
            safety_stock=units,
            low_stock_threshold=None,
            actor=olga,
        )
    deliver_events()

    now = seen(shop, vase)

    assert (now["available"], now["left"], now["states"], now["pickup"]) == (2, 2, {"low"}, {"Lucca": 2})


def test_a_location_that_the_channel_may_not_sell_from(
    shop: Window, vase: Product, deliver_events: Callable[[], None]
) -> None:
    trieste = LocationFactory(name="Trieste")
    shop.receive(vase, 50, trieste)
    ChannelLocation.objects.filter(channel=shop.channel, location=shop.lucca).delete()
    with durable():
        announce_settings(subject=f"channel:{shop.channel.pk}")
    deliver_events()

    now = seen(shop, vase)

    assert (now["available"], now["left"], now["pickup"]) == (4, 4, {})


def test_what_is_kept_of_a_component_is_kept_of_its_bundles(
    shop: Window, vase: Product, olga: User, deliver_events: Callable[[], None]
) -> None:
    pair = bundle((vase, 2), title="Pair of vases", sku="PAIR")
    shop.price(pair, "80.00")
    shop.show(pair, "80.00")
    deliver_events()
    assert AssortmentItem.objects.get(channel=shop.channel, product=pair).available == 3

    set_buffer(
        channel=shop.channel, product_id=vase.pk, location_id=shop.warehouse.pk, quantity=3, actor=olga
    )
    deliver_events()

    assert AssortmentItem.objects.get(channel=shop.channel, product=pair).available == 1
    [variant] = APIClient().get(f"/api/v1/mobile/products/{pair.pk}/availability").json()["variants"]
    assert variant["pickup"][0]["left"] == 1
    assert variant["delivery"]["left"] == 1
