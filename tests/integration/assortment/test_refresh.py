"""Rows of the window follow catalogue, prices and stock."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assortment import services
from apps.assortment.models import AssortmentItem
from apps.catalog.models import Product
from tests.factories.channels import ChannelFactory
from tests.factories.drafts import (
    ProductDraftFactory,
    SellableDraftFactory,
    category,
    option,
    product,
    product_with_variants,
    save,
)
from tests.factories.windows import Window, reduction_of

pytestmark = pytest.mark.django_db


def item(shop: Window, of: Product) -> AssortmentItem:
    return AssortmentItem.objects.get(channel=shop.channel, product=of)


def test_a_product_with_a_price_is_shown(shop: Window) -> None:
    vase = shop.show(product("Ortiga vase", sku="VASE", gtins=("00041333424019",)), "44.00", 5)
    row = item(shop, vase)
    assert (row.is_published, row.price, row.was, row.currency) == (True, 44, None, "EUR")
    assert (row.available, row.availability, row.stock) == (5, "available", {str(shop.warehouse.pk): 5})
    assert row.codes == ["00041333424019", "VASE"]


def test_a_product_without_a_price_is_not_shown(shop: Window) -> None:
    vase = product("Ortiga vase")
    services.refresh(product_ids=[vase.pk])
    assert not item(shop, vase).is_published


def test_a_hidden_product_is_not_shown(shop: Window) -> None:
    assert not item(shop, shop.show(product("Ortiga vase", is_public=False))).is_published


def test_variants_are_one_row(shop: Window) -> None:
    mug = product_with_variants(
        "Mug",
        [
            SellableDraftFactory(sku="B", attributes=(option("Colour", "Blue", it="Blu"),), swatch="#35617a"),
            SellableDraftFactory(sku="R", attributes=(option("Colour", "Red"),), swatch="#c9573f"),
        ],
        brand="Fornace Rossi",
        categories=(category("Table", "Mugs"),),
    )
    shop.show(mug, "14.50", 1)
    shop.price(Product.objects.get(sku="R"), "16.00")
    services.refresh(product_ids=[Product.objects.get(sku="R").pk])
    row = item(shop, mug)
    assert (float(row.price), float(row.price_to), row.available, row.availability) == (14.5, 16, 2, "low")
    assert row.facets == ["brand=Fornace Rossi", "colour=Blue", "colour=Red"]
    assert [swatch["colour"] for swatch in row.swatches] == ["#35617a", "#c9573f"]
    assert row.swatches[0]["labels"]["it"] == "Blu"
    assert len(row.category_ids) == 2


def test_a_reduction_shows_what_it_replaces(shop: Window) -> None:
    vase = shop.show(product("Vase"), "55.00")
    shop.price(vase, "44.00", price_list=reduction_of(shop))
    services.refresh_offers(product_ids=[vase.pk])
    row = item(shop, vase)
    assert (row.price, row.was) == (44, 55)


def test_news_reaches_the_window(shop: Window, deliver_events: Callable[[], None]) -> None:
    mug = product_with_variants("Mug", [SellableDraftFactory(sku="MUG-B")], references=("mug",))
    shop.price(mug, "14.50")
    deliver_events()
    assert (item(shop, mug).titles["en"], item(shop, mug).available) == ("Mug", 0)
    shop.receive(mug, 4, shop.lucca)
    shop.price(mug, "15.00")
    save(
        ProductDraftFactory(
            references=("mug",),
            titles={"en": "Big mug"},
            has_variants=True,
            sellables=(SellableDraftFactory(sku="MUG-B"),),
        )
    )
    deliver_events()
    row = item(shop, mug)
    assert (row.titles["en"], row.price, row.stock) == ("Big mug", 15, {str(shop.lucca.pk): 4})


def test_refreshing_again_changes_nothing(shop: Window) -> None:
    vase = shop.show(product("Vase"), "10.00", 3)
    before = AssortmentItem.objects.filter(product=vase).values().get()
    services.refresh(product_ids=[vase.pk])
    assert AssortmentItem.objects.filter(product=vase).values().get() == before


def test_statements_do_not_grow_with_products(shop: Window) -> None:
    def statements(number: int) -> int:
        ids = [product(f"Vase {place}", sku=f"V-{number}-{place}").pk for place in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            services.refresh(product_ids=ids)
        return len(queries)

    statements(1)
    assert statements(3) == statements(40)


def test_rebuilding_forgets_closed_channels_and_lost_words(shop: Window) -> None:
    from apps.assortment.models import AssortmentWord

    closed = ChannelFactory()
    vase = shop.show(product("Ortiga vase", references=("vase",), sku="V"))
    assert AssortmentItem.objects.filter(channel=closed).exists()
    closed.is_active = False
    closed.save()
    save(
        ProductDraftFactory(
            references=("vase",), titles={"en": "Ortensia vase"}, sellables=(SellableDraftFactory(sku="V"),)
        )
    )
    assert services.rebuild() == 1
    assert AssortmentItem.objects.get().product == vase
    words = set(AssortmentWord.objects.filter(language="en").values_list("word", flat=True))
    assert words == {"ortensia", "vase"}
