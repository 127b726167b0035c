"""All that is low at a location becomes orders in one act, whichever rule says from how many on it is low."""

import pytest

from apps.catalog.models import Category, ProductCategory
from apps.purchasing.models import PurchaseOrder
from apps.purchasing.services.drafting import draft_orders_for_shortages
from apps.stock.models import LowStockRule, StockLevel
from apps.stock.services.checks import UnknownLocation
from apps.stock.services.limits import set_limits
from apps.stock.services.transfers import draft_transfer
from tests.factories.catalog import ProductFactory, bundle
from tests.factories.purchasing import NOON, SupplierFactory, sells, sent
from tests.factories.stock import stock


@pytest.fixture
def order_what_is_low(lucca):
    return lambda: draft_orders_for_shortages(location_id=lucca.pk, actor=None, at=NOON)


def quantities(order):
    return dict(order.lines.values_list("product__sku", "quantity"))


def test_whichever_rule_counts_there_decides(conti, vase, cup, lucca, order_what_is_low):
    kitchen = Category.add_root(name="Kitchen")
    lamp, bowl = ProductFactory(title="Lamp", sku="LAMP"), ProductFactory(title="Bowl", sku="BOWL")
    for product in (lamp, bowl):
        sells(conti, product, "5.00")
    ProductCategory.objects.create(product=cup, category=kitchen)
    for product in (vase, cup, lamp, bowl):
        stock(product, lucca, 1)
    LowStockRule.objects.create(threshold=1)
    LowStockRule.objects.create(threshold=2, location=lucca)
    LowStockRule.objects.create(threshold=3, category=kitchen)
    LowStockRule.objects.create(threshold=4, product=lamp)
    set_limits(product_id=vase.pk, location_id=lucca.pk, safety_stock=0, low_stock_threshold=5, actor=None)

    [order] = order_what_is_low().orders

    assert quantities(order) == {"VASE": 10, "LAMP": 7, "CUP": 5, "BOWL": 3}, (
        "to twice the threshold, vases in pairs"
    )


def test_one_draft_for_each_supplier(conti, vase, cup, lucca, order_what_is_low):
    lamp, lane = ProductFactory(sku="LAMP"), SupplierFactory(name="Lamps Lane")
    sells(lane, lamp, "20.00")
    LowStockRule.objects.create(threshold=2)
    for product in (vase, cup, lamp):
        stock(product, lucca, 1)
    orders = {order.supplier: quantities(order) for order in order_what_is_low().orders}
    assert orders == {conti: {"VASE": 4, "CUP": 3}, lane: {"LAMP": 3}}
    order_what_is_low()
    assert PurchaseOrder.objects.count() == 2, "a second click orders nothing twice"


def test_what_is_on_order_or_about_to_be_sent_there_is_no_shortage(
    conti, vase, cup, lucca, altopascio, order_what_is_low
):
    LowStockRule.objects.create(threshold=4)
    for product in (vase, cup):
        stock(product, lucca, 1)
        stock(product, altopascio, 100)
    sent(conti, lucca, {vase: 8})
    draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={cup.pk: 5}, actor=None, at=NOON
    )
    assert quantities(order_what_is_low().orders[0]) == {"CUP": 2}


def test_a_bundle_is_never_low_and_holds_nothing_up(conti, vase, cup, lucca, order_what_is_low):
    LowStockRule.objects.create(threshold=4)
    gift_box = bundle((cup, 2), title="Gift box", sku="BOX")
    StockLevel.objects.create(product=gift_box, location=lucca)  # from before it was a bundle
    for product in (cup, vase):
        stock(product, lucca, 1)
    drafted = order_what_is_low()
    assert quantities(drafted.orders[0]) == {"CUP": 7, "VASE": 8}
    assert drafted.without_supplier == []


def test_an_unknown_location_is_refused(db):
    with pytest.raises(UnknownLocation):
        draft_orders_for_shortages(location_id=0, actor=None, at=NOON)
