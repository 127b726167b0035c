"""Invoices that differ and costs on top go into the average, exactly, once, and as previewed."""

from decimal import Decimal

import pytest

from apps.purchasing.models import GoodsReceipt, InvoicedPrice, LandedCost
from apps.purchasing.services.costing import (
    NotOnReceipt,
    SamePrices,
    UnknownReceipt,
    WeightNeeded,
    WrongAmount,
    add_landed_cost,
    book_invoice,
    preview_landed,
)
from apps.purchasing.services.lines import WrongPrice
from apps.purchasing.services.rates import MissingRate, set_rate
from apps.purchasing.services.receiving import receive_order
from apps.purchasing.types import Arrived
from apps.stock.models import CostEntry, ProductCost
from tests.factories.purchasing import NOON, TODAY, sent
from tests.factories.stock import sell


@pytest.fixture
def receipt(conti, vase, cup, lucca):
    order = sent(conti, lucca, {vase: 10, cup: 40})
    goods = [Arrived(vase.pk, 10), Arrived(cup.pk, 40)]
    return receive_order(order_id=order.pk, arrived=goods, key="1", actor=None, at=NOON)


def average(product):
    return ProductCost.objects.get(product=product).average


def land(receipt, **facts):
    given = {"kind": "freight", "amount": Decimal("100.00"), "currency": "EUR", "split_by": "value", **facts}
    return add_landed_cost(receipt_id=receipt.pk, actor=None, at=NOON, **given)


def invoice(receipt, prices):
    return book_invoice(receipt_id=receipt.pk, invoice="F-12", prices=prices, actor=None, at=NOON)


def test_freight_by_value(receipt, vase, cup):
    preview = preview_landed(receipt=receipt, amount=Decimal("100.00"), currency="EUR", split_by="value")
    cost = land(receipt)

    assert [each.amount for each in preview] == [50, 50]  # 10 x 12.00 and 40 x 3.00
    assert [share.amount for share in cost.shares.order_by("pk")] == [50, 50]
    assert (average(vase), average(cup)) == (17, Decimal("4.25"))


def test_freight_by_weight_in_another_currency(receipt, vase, cup):
    with pytest.raises(MissingRate):
        land(receipt, split_by="weight", currency="USD")
    assert not LandedCost.objects.exists()
    set_rate(currency="USD", valid_from=TODAY, rate=Decimal("0.9"), actor=None)

    land(receipt, split_by="weight", currency="USD")
    assert average(vase) == Decimal(18)  # 20 of 30 kilograms: 60.00 of 90.00
    assert average(cup) == Decimal("3.75")


def test_goods_without_weight(receipt, cup):
    cup.weight_grams = None
    cup.save()

    with pytest.raises(WeightNeeded, match="CUP"):
        land(receipt, split_by="weight")
    assert not LandedCost.objects.exists()


@pytest.mark.parametrize("amount", ["0", "-5", "0.001"])
def test_amounts_that_are_none(receipt, vase, amount):
    with pytest.raises(WrongAmount):
        land(receipt, amount=Decimal(amount))
    assert average(vase) == 12


def test_a_higher_invoice(receipt, vase):
    line = receipt.lines.get(product=vase)
    [change] = invoice(receipt, {line.pk: Decimal("13.00")})

    assert (change.amount, average(vase)) == (10, 13)
    with pytest.raises(SamePrices):
        invoice(receipt, {line.pk: Decimal("13.00")})
    invoice(receipt, {line.pk: Decimal("12.50")})
    assert average(vase) == Decimal("12.5")
    assert InvoicedPrice.objects.count() == 2


def test_what_was_sold_meanwhile_is_variance(receipt, vase, lucca):
    sell(vase, lucca, 4)
    invoice(receipt, {receipt.lines.get(product=vase).pk: Decimal("13.00")})

    assert average(vase) == 13
    assert CostEntry.objects.get(product=vase, cause="correction").variance == 4


def test_refusals_change_nothing(receipt, vase):
    with pytest.raises(NotOnReceipt):
        invoice(receipt, {0: Decimal(1)})
    with pytest.raises(WrongPrice):
        invoice(receipt, {receipt.lines.get(product=vase).pk: Decimal(-1)})
    with pytest.raises(UnknownReceipt):
        land(GoodsReceipt(pk=0))
    assert average(vase) == 12
