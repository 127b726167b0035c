"""Drafts out of needs: one for each supplier and location, rounded to what is sold, never doubled."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.purchasing.models import PurchaseOrder, PurchaseOrderLine
from apps.purchasing.services.drafting import (
    InactiveSupplier,
    draft_order,
    draft_orders,
)
from apps.purchasing.services.lines import PriceNeeded, add_to_order, put_on_order, take_off_order
from apps.purchasing.services.orders import NotOnOrder, WrongOrderState
from apps.purchasing.services.rates import set_rate
from apps.purchasing.types import Wanted
from apps.stock.services.checks import UnknownLocation, WrongQuantity
from tests.factories.catalog import ProductFactory
from tests.factories.purchasing import NOON, TODAY, SupplierFactory, draft, sells, sent


def need(*wanted):
    return draft_orders(wanted=wanted, actor=None, at=NOON)


def quantities(order):
    return dict(order.lines.values_list("product__sku", "quantity"))


def test_one_draft_for_a_supplier_and_a_location(conti, vase, cup, lucca, altopascio):
    drafted = need(
        Wanted(vase.pk, lucca.pk, 3), Wanted(cup.pk, lucca.pk, 5), Wanted(vase.pk, altopascio.pk, 21)
    )

    assert {order.location: quantities(order) for order in drafted.orders} == {
        lucca: {"VASE": 4, "CUP": 5},
        altopascio: {"VASE": 22},
    }
    assert PurchaseOrderLine.objects.get(quantity=22).unit_price == 10


def test_the_same_need_told_twice_is_ordered_once(conti, cup, lucca):
    need(Wanted(cup.pk, lucca.pk, 5))
    need(Wanted(cup.pk, lucca.pk, 5))
    drafted = need(Wanted(cup.pk, lucca.pk, 8))

    assert PurchaseOrder.objects.count() == 1
    assert quantities(drafted.orders[0]) == {"CUP": 8}


def test_a_sent_order_is_left_alone(conti, cup, lucca):
    sent(conti, lucca, {cup: 5})
    drafted = need(Wanted(cup.pk, lucca.pk, 2))

    assert quantities(drafted.orders[0]) == {"CUP": 2}
    assert PurchaseOrder.objects.count() == 2


def test_goods_that_nobody_sells_are_named(conti, lucca):
    lamp = ProductFactory(title="Lamp")

    assert need(Wanted(lamp.pk, lucca.pk, 2)).without_supplier == [lamp.pk]
    assert not PurchaseOrder.objects.exists()


def test_the_cheapest_supplier_unless_another_is_preferred(conti, cup, lucca, altopascio):
    cheap = SupplierFactory(name="Pottery Lane", currency="GBP")
    sells(cheap, cup, "2.00")
    set_rate(currency="GBP", valid_from=TODAY, rate=Decimal("1.20"), actor=None)

    assert need(Wanted(cup.pk, lucca.pk, 2)).orders[0].supplier == cheap
    sells(conti, cup, "3.00", is_preferred=True)
    assert need(Wanted(cup.pk, altopascio.pk, 2)).orders[0].supplier == conti
    assert need(Wanted(cup.pk, lucca.pk, 2, supplier_id=cheap.pk)).orders[0].supplier == cheap


def test_a_draft_is_changed_freely(conti, vase, cup, lucca):
    order = draft(conti, lucca, {vase: 2, cup: 3})
    put_on_order(order_id=order.pk, product_id=vase.pk, quantity=20, actor=None, at=NOON)
    take_off_order(order_id=order.pk, product_id=cup.pk, actor=None)

    assert quantities(order) == {"VASE": 20}
    assert order.lines.get().unit_price == 10


def test_goods_without_an_agreed_price_need_one(conti, lucca):
    lamp, order = ProductFactory(title="Lamp"), draft(conti, lucca, {})

    with pytest.raises(PriceNeeded):
        put_on_order(order_id=order.pk, product_id=lamp.pk, quantity=1, actor=None, at=NOON)
    put_on_order(
        order_id=order.pk, product_id=lamp.pk, quantity=1, unit_price=Decimal(9), actor=None, at=NOON
    )
    assert order.lines.get().total == 9


def test_scanning_more_keeps_what_was_typed(conti, vase, cup, lucca):
    order, facts = draft(conti, lucca, {}), {"actor": None, "at": NOON}
    friday = TODAY + timedelta(days=6)
    put_on_order(
        order_id=order.pk,
        product_id=cup.pk,
        quantity=5,
        unit_price=Decimal("2.40"),
        expected_date=friday,
        **facts,
    )
    add_to_order(order_id=order.pk, product_id=cup.pk, quantity=1, **facts)
    add_to_order(order_id=order.pk, product_id=vase.pk, quantity=2, **facts)
    add_to_order(order_id=order.pk, product_id=vase.pk, quantity=18, **facts)

    assert quantities(order) == {"CUP": 6, "VASE": 20}
    cups, vases = order.lines.get(product=cup), order.lines.get(product=vase)
    assert (cups.unit_price, cups.expected_date) == (Decimal("2.40"), friday)
    assert vases.unit_price == 10, "the agreed price follows the quantity"
    with pytest.raises(WrongQuantity):
        add_to_order(order_id=order.pk, product_id=cup.pk, quantity=999_999, **facts)
    assert quantities(order) == {"CUP": 6, "VASE": 20}


def test_what_the_buyer_put_with_another_supplier_stays_there(conti, cup, lucca):
    lane = SupplierFactory(name="Pottery Lane")
    sells(lane, cup, "3.50")
    order = draft(lane, lucca, {cup: 2})
    drafted = need(Wanted(cup.pk, lucca.pk, 5))

    assert drafted.orders == [order]
    assert quantities(order) == {"CUP": 5}


def test_what_was_sent_is_fixed(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 5})

    with pytest.raises(WrongOrderState):
        put_on_order(order_id=order.pk, product_id=cup.pk, quantity=9, actor=None, at=NOON)
    with pytest.raises(WrongOrderState):
        take_off_order(order_id=order.pk, product_id=cup.pk, actor=None)
    assert quantities(order) == {"CUP": 5}


def test_refusals_write_nothing(conti, cup, lucca):
    gone = SupplierFactory(is_active=False)

    with pytest.raises(InactiveSupplier):
        draft_order(supplier_id=gone.pk, location_id=lucca.pk, actor=None, at=NOON)
    with pytest.raises(UnknownLocation):
        draft_order(supplier_id=conti.pk, location_id=0, actor=None, at=NOON)
    with pytest.raises(WrongQuantity):
        need(Wanted(cup.pk, lucca.pk, 0))
    assert not PurchaseOrder.objects.exists()
    with pytest.raises(NotOnOrder):
        take_off_order(order_id=draft(conti, lucca, {}).pk, product_id=cup.pk, actor=None)
