"""A new till reads everything once, in pages, and is told what it may meet offline."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import Barcode, Product
from apps.channels.models import ChannelLocation
from apps.pos.feeds import read_feed
from apps.pos.feeds.cursor import InvalidFeedCursor, OutdatedCursor, UnknownTopic
from apps.pos.models import Device
from apps.stock.types import UNLIMITED
from tests.factories.channels import LocationFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import read_everything
from tests.factories.pricing import NOON, PriceFactory
from tests.factories.stock import stock

pytestmark = pytest.mark.django_db


def test_a_new_till_learns_product_price_and_stock(till: Device, mug: Product) -> None:
    Barcode.objects.create(product=mug, gtin="08001234567890")
    como = LocationFactory(name="Como")
    ChannelLocation.objects.create(channel=till.channel, location=como, position=1)
    stock(mug, till.location, 5)
    stock(mug, como, 3)

    page = read_feed(device=till, cursor="", at=NOON)

    [product] = page.products
    assert (product["sku"], product["titles"]) == ("MUG", {"en": "Mug"})
    assert (product["barcodes"], product["is_listed"]) == (["08001234567890"], True)
    [price] = page.prices
    assert (price["product_id"], price["amount"], price["next"]) == (mug.pk, Decimal("12.20"), [])
    assert page.stock == [{"product_id": mug.pk, "on_hand": 5, "available": 5, "elsewhere": 3}]
    assert page.settings
    assert page.settings["location"]["code"] == "lucca"
    assert [rate["category"] for rate in page.settings["tax_rates"]] == ["standard"]


def test_what_keeps_no_stock_is_never_sold_out_at_a_till(till: Device) -> None:
    download = ProductFactory(title="Knitting pattern", needs_shipping=False)

    page = read_feed(device=till, cursor="", at=NOON)

    assert [product["is_physical"] for product in page.products] == [False]
    assert page.stock == [{"product_id": download.pk, "on_hand": 0, "available": UNLIMITED, "elsewhere": 0}]


def test_pages_hold_every_product_once(till: Device) -> None:
    made = [ProductFactory() for _number in range(7)]

    products, _cursor = read_everything(till, limit=3)

    assert [product["id"] for product in products] == [product.pk for product in made]


def test_variants_carry_their_products_name(till: Device) -> None:
    parent = ProductFactory(title="Mug", structure="parent", sku=None)
    ProductFactory(title="", structure="child", parent=parent, sku="MUG-GREEN", product_class=None)

    products, _cursor = read_everything(till)

    assert [(p["sku"], p["parent_id"], p["titles"]) for p in products] == [
        ("MUG-GREEN", parent.pk, {"en": "Mug"})
    ]


def test_prices_that_change_by_themselves_are_told_ahead(till: Device, mug: Product) -> None:
    monday = NOON.replace(day=23)
    tuesday = NOON.replace(day=24)
    PriceFactory(
        product=mug,
        amount="9.90",
        price_list__priority=5,
        price_list__is_reduction=True,
        price_list__valid_from=monday,
        price_list__valid_to=tuesday,
    )

    page = read_feed(device=till, cursor="", at=NOON)

    [price] = page.prices
    assert price["amount"] == Decimal("12.20")
    assert [(step["starts_at"], step["amount"], step["was"]) for step in price["next"]] == [
        (monday, Decimal("9.90"), Decimal("12.20")),
        (tuesday, Decimal("12.20"), None),
    ]


def test_prices_of_many_are_told(till: Device, mug: Product) -> None:
    PriceFactory(product=mug, amount="10.00", from_quantity=6, price_list=mug.prices.get().price_list)

    [price] = read_feed(device=till, cursor="", at=NOON).prices

    assert price["breaks"] == [{"from_quantity": 6, "amount": Decimal("10.00")}]


def test_new_settings_are_told(till: Device) -> None:
    _products, cursor = read_everything(till)
    till.location.name = "Lucca, Via Fillungo"
    till.location.save()

    page = read_feed(device=till, cursor=cursor, at=NOON)
    following = read_feed(device=till, cursor=page.cursor, at=NOON)

    assert page.settings
    assert page.settings["location"]["name"] == "Lucca, Via Fillungo"
    assert following.settings is None


def test_a_till_that_was_moved_starts_again(till: Device) -> None:
    _products, cursor = read_everything(till)
    till.location = LocationFactory(name="Como")
    till.save()

    with pytest.raises(OutdatedCursor):
        read_feed(device=till, cursor=cursor, at=NOON)


@pytest.mark.parametrize("cursor", ["x", "17.3", "a~1~2~product~~0~1", "b~1~2~~~0~1.1", "9" * 500])
def test_strange_cursors_are_refused(till: Device, cursor: str) -> None:
    with pytest.raises(InvalidFeedCursor):
        read_feed(device=till, cursor=cursor, at=NOON)


def test_strange_topics_are_refused(till: Device) -> None:
    with pytest.raises(UnknownTopic):
        read_feed(device=till, cursor="", topics=["weather"], at=NOON)


def test_only_the_topics_asked_for(till: Device, mug: Product) -> None:
    page = read_feed(device=till, cursor="", topics=["price"], at=NOON)

    assert page.prices
    assert not page.products
    assert not page.stock
    assert page.settings is None


def test_queries_dont_grow_with_products(till: Device, mug: Product) -> None:
    with CaptureQueriesContext(connection) as few:
        read_feed(device=till, cursor="", at=NOON)
    for _number in range(20):
        PriceFactory(product=ProductFactory())

    with CaptureQueriesContext(connection) as many:
        read_feed(device=till, cursor="", at=NOON)

    assert len(many) == len(few) <= 12
