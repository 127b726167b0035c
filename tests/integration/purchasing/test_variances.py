"""By how much goods cost more than ordered, and whether the price or the exchange rate did it."""

from datetime import timedelta
from decimal import Decimal

from apps.accounts.rights import Rights
from apps.purchasing.services.costing import book_invoice
from apps.purchasing.services.rates import set_rate
from apps.purchasing.services.receiving import receive_order
from apps.purchasing.types import Arrived
from apps.purchasing.variances import variances
from tests.factories.purchasing import NOON, TODAY, SupplierFactory, sells, sent
from tests.factories.stock import sell

EVERYWHERE = Rights({"purchasing.manage": None})


def receive(order, product, units, at=NOON):
    return receive_order(order_id=order.pk, arrived=[Arrived(product.pk, units)], key="1", actor=None, at=at)


def test_what_cost_what_was_ordered_is_no_variance(conti, cup, lucca):
    receive(sent(conti, lucca, {cup: 10}), cup, 10)

    assert variances(rights=EVERYWHERE) == []


def test_by_the_price_and_by_the_rate(cup, lucca):
    abroad = SupplierFactory(currency="USD")
    sells(abroad, cup, "3.00")
    later = NOON + timedelta(days=30)
    set_rate(currency="USD", valid_from=TODAY, rate=Decimal("0.8"), actor=None)
    set_rate(currency="USD", valid_from=later.date(), rate=Decimal("0.9"), actor=None)
    receipt = receive(sent(abroad, lucca, {cup: 10}), cup, 10, at=later)
    sell(cup, lucca, 10)
    prices = {receipt.lines.get().pk: Decimal("3.50")}
    book_invoice(receipt_id=receipt.pk, invoice="F-1", prices=prices, actor=None, at=later)

    [found] = variances(rights=EVERYWHERE)

    assert (found.ordered_price, found.paid_price) == (3, Decimal("3.5"))
    assert found.by_price == Decimal("4.50")  # 10 x 0.50 x 0.9
    assert found.by_rate == Decimal("3.00")  # 10 x 3.00 x 0.1
    assert found.by_price + found.by_rate == 10 * (Decimal("3.5") * Decimal("0.9") - 3 * Decimal("0.8"))
    assert found.uncarried == Decimal("4.50")


def test_only_where_one_buys(conti, cup, lucca, altopascio):
    order = sent(conti, lucca, {cup: 10})
    receive_order(
        order_id=order.pk,
        arrived=[Arrived(cup.pk, 10, unit_price=Decimal(4))],
        key="1",
        actor=None,
        at=NOON,
    )

    assert variances(rights=Rights({"purchasing.manage": frozenset({altopascio.pk})})) == []
    assert len(variances(rights=Rights({"purchasing.manage": frozenset({lucca.pk})}))) == 1
