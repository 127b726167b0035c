"""A till that has read everything is told what changed since, and nothing else."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction

from apps.catalog.models import Product
from apps.core.changes import record_changes
from apps.pos.feeds import read_feed
from apps.pos.models import Device
from apps.pricing.services import set_price
from tests.factories.catalog import bundle
from tests.factories.goods import ProductFactory
from tests.factories.pos import read_everything
from tests.factories.pricing import NOON
from tests.factories.stock import stock

pytestmark = pytest.mark.django_db(transaction=True)


def test_afterwards_only_changes(till: Device, mug: Product, until_final: Callable[[], None]) -> None:
    price_list = mug.prices.get().price_list.code
    plate = ProductFactory(title="Plate")
    _products, cursor = read_everything(till)

    set_price(product_id=mug.pk, price_list_code=price_list, amount=Decimal("9.90"))
    stock(plate, till.location, 4)
    until_final()
    page = read_feed(device=till, cursor=cursor, at=NOON)

    assert page.products == []
    assert [(p["product_id"], p["amount"]) for p in page.prices] == [(mug.pk, Decimal("9.90"))]
    assert [(s["product_id"], s["on_hand"]) for s in page.stock] == [(plate.pk, 4)]
    assert page.settings is None


def test_what_is_gone_is_marked(till: Device, until_final: Callable[[], None]) -> None:
    plate = ProductFactory(title="Plate")
    key = plate.pk
    _products, cursor = read_everything(till)

    plate.delete()
    until_final()
    page = read_feed(device=till, cursor=cursor, at=NOON)

    assert page.products == [{"id": key, "deleted": True}]


def test_a_renamed_product_renames_its_variants(till: Device, until_final: Callable[[], None]) -> None:
    parent = ProductFactory(title="Mug", structure="parent", sku=None)
    child = ProductFactory(title="", structure="child", parent=parent, product_class=None)
    _products, cursor = read_everything(till)

    parent.title = "Cup"
    parent.save()
    with transaction.atomic():
        record_changes(topic="product", keys=[parent.pk])
    until_final()
    page = read_feed(device=till, cursor=cursor, at=NOON)

    titles = {product["id"]: product.get("titles") for product in page.products}
    assert titles[child.pk] == {"en": "Cup"}


def test_a_bundle_is_told_with_its_components_and_whenever_they_move(
    till: Device, until_final: Callable[[], None]
) -> None:
    cup, saucer = ProductFactory(title="Cup"), ProductFactory(title="Saucer")
    pair = bundle((cup, 2), (saucer, 1), title="Pair")
    stock(saucer, till.location, 9)
    products, cursor = read_everything(till)

    stock(cup, till.location, 5)
    until_final()
    page = read_feed(device=till, cursor=cursor, at=NOON)

    told = {each["id"]: each["components"] for each in products}
    assert told[cup.pk] == []
    assert told[pair.pk] == [
        {"product_id": cup.pk, "quantity": 2},
        {"product_id": saucer.pk, "quantity": 1},
    ]
    assert {each["product_id"]: each["available"] for each in page.stock} == {cup.pk: 5, pair.pk: 2}
