"""A till reports a sale; it becomes an order with goods, money and ledger entries."""

from decimal import Decimal

from apps.catalog.models import Product
from apps.orders.models import Order
from apps.payments.models import Payment
from apps.pos.models import Device, SaleEnvelope
from apps.stock.models import StockLevel
from tests.factories.pos import envelope, line, report


def test_alice_sells_two_mugs(till: Device, mug: Product) -> None:
    sale = envelope(line(mug, 2), tenders=[{"method": "cash", "amount": "50.00"}], change="25.60")

    [answer] = report(till, sale)

    order = Order.objects.get()
    assert (answer.status, answer.order_number, answer.differences) == ("booked", order.number, ())
    assert (str(order.uuid), order.status) == (sale["sale_id"], "completed")
    assert order.total_incl_tax == Decimal("24.40")
    assert (order.channel, order.location) == (till.channel, till.location)
    assert StockLevel.objects.get(product=mug, location=till.location).on_hand == -2


def test_change_is_cash_that_went_back(till: Device, mug: Product) -> None:
    sale = envelope(line(mug), tenders=[{"method": "cash", "amount": "20.00"}], change="7.80")

    report(till, sale)

    assert [(p.method, p.amount) for p in Payment.objects.all()] == [("cash", Decimal("12.20"))]


def test_paid_in_two_ways(till: Device, mug: Product) -> None:
    tenders = [
        {"method": "terminal", "amount": "10.00", "reference": "SLIP-7"},
        {"method": "cash", "amount": "2.20"},
    ]

    [answer] = report(till, envelope(line(mug), tenders=tenders))

    paid = {(p.method, p.amount, p.reference) for p in Payment.objects.all()}
    assert paid == {("terminal", Decimal("10.00"), "SLIP-7"), ("cash", Decimal("2.20"), "")}
    assert answer.differences == ()


def test_the_number_on_the_receipt_is_the_orders(till: Device, mug: Product) -> None:
    [answer] = report(till, envelope(line(mug), receipt_number="LUCCA-1-0042"))

    assert answer.order_number == "LUCCA-1-0042"


def test_the_text_is_kept_as_it_came(till: Device, mug: Product) -> None:
    sale = envelope(line(mug), note="tel  quel")

    report(till, sale)

    assert '"note": "tel  quel"' in SaleEnvelope.objects.get().raw
