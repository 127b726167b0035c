"""What sells comes first: units sold of late, variants counted with their product."""

from datetime import timedelta

import pytest

from apps.assortment import services
from apps.assortment.models import AssortmentItem
from apps.assortment.selectors import browse
from apps.catalog.models import Product
from apps.core.transactions import savepoint
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement
from tests.factories.drafts import SellableDraftFactory, option, product, product_with_variants
from tests.factories.pricing import NOON
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


def sell(shop: Window, sold: Product, quantity: int, *, days_ago: int = 1) -> None:
    shop.receipts += 1
    movement = NewMovement(
        product_id=sold.pk,
        location_id=shop.lucca.pk,
        kind="sale",
        quantity=-quantity,
        at=NOON - timedelta(days=days_ago),
        source_kind="test-sale",
        source_id=str(shop.receipts),
    )
    with savepoint():
        record_movements(movements=[movement])


def test_what_sold_of_late_comes_first(shop: Window) -> None:
    vase = shop.show(product("Vase"), quantity=9)
    variants = [SellableDraftFactory(sku=sku, attributes=(option("Size", sku),)) for sku in ("B", "R")]
    shop.show(product_with_variants("Mug", variants), quantity=9)
    bowl = shop.show(product("Bowl"), quantity=9)
    sell(shop, vase, 3)
    sell(shop, bowl, 90, days_ago=300)
    for sku in ("B", "R"):
        sell(shop, Product.objects.get(sku=sku), 2)
    assert services.recount_popularity(at=NOON) == 2
    shelf = browse(channel=shop.channel, language="en", sort="popular")
    assert [card.title for card in shelf.items] == ["Mug", "Vase", "Bowl"]


def test_counting_again_writes_nothing_and_refreshing_keeps_it(shop: Window) -> None:
    vase = shop.show(product("Vase"), quantity=9)
    sell(shop, vase, 3)
    services.recount_popularity(at=NOON)
    assert services.recount_popularity(at=NOON) == 0
    services.refresh(product_ids=[vase.pk])
    assert AssortmentItem.objects.get(channel=shop.channel).popularity == 3
