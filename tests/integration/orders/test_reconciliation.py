"""The audit of orders: clean after everything that happens, and not clean when a figure is wrong."""

from decimal import Decimal

import pytest

from apps.channels.models import Channel, Location
from apps.core.transactions import durable
from apps.orders.models import Line, Order, OrderPayment, Return
from apps.orders.reconciliation import drifts
from apps.orders.services.cancellation import cancel_order
from apps.orders.services.completion import complete_order
from apps.orders.services.returns import take_back
from apps.orders.services.sales import record_sale
from apps.orders.types import TakenBack
from apps.payments.models import Payment
from apps.pricing.types import Charge
from apps.stock.models import Allocation
from apps.stock.services.allocation import consume
from tests.factories import orders as factories
from tests.factories.orders import delivered, mug_at, pay, placed, sale, sale_line
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def busy_day(web: Channel, tills: Channel, altopascio: Location, lucca: Location) -> Order:
    """A till sale; an order partly cancelled, sent and partly returned; one cancelled; one still unpaid."""
    mug = mug_at("12.20", (altopascio, 50), (lucca, 50))
    post = Charge("post", "Post", D("4.88"), "standard")
    record_sale(sale=sale(tills, lucca, sale_line(mug, 2), rounding=D("0.01")))
    placed(web, delivered(mug, 1))
    cancelled = placed(web, delivered(mug, 2), charges=(post,))
    cancel_order(order_id=cancelled.pk, actor=None, reason="too late", at=NOON)
    order = placed(web, delivered(mug, 3), charges=(post,))
    pay(order)
    line = order.lines.get(position=0)
    cancel_order(order_id=order.pk, actor=None, reason="one too many", at=NOON, quantities={line.pk: 1})
    with durable():
        promised = list(Allocation.objects.filter(source_id=str(line.pk)))
        consume(allocations=promised, actor=None, at=NOON, source_id="1")
        complete_order(order_id=order.pk, at=NOON)
    take_back(
        order_id=order.pk,
        lines=[TakenBack(line.pk, 1)],
        location=lucca,
        actor=None,
        at=NOON,
        source_id="1",
    )
    return Order.objects.get(pk=order.pk)


def test_everything_adds_up_after_a_busy_day(busy_day: Order) -> None:
    assert factories.drifts() == []


def names() -> set[str]:
    return {drift.name for drift in drifts()}


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("total_incl_tax", "orders.total-incl-tax"),
        ("total_excl_tax", "orders.total-excl-tax"),
        ("shipping_incl_tax", "orders.shipping-incl-tax"),
        ("shipping_excl_tax", "orders.shipping-excl-tax"),
    ],
)
def test_a_wrong_total_is_found(busy_day: Order, column: str, name: str) -> None:
    right = getattr(busy_day, column)
    Order.objects.filter(pk=busy_day.pk).update(**{column: D("1.00")})

    (drift,) = drifts()
    assert (drift.name, drift.subject) == (name, f"order:{busy_day.pk}")
    assert (drift.recorded, drift.expected) == (D("1.00"), right)


def test_wrong_quantities_are_found(busy_day: Order) -> None:
    Line.objects.filter(order=busy_day, position=0).update(cancelled_quantity=0, returned_quantity=0)

    assert names() == {
        "orders.cancelled-quantity",
        "orders.returned-quantity",
        "orders.return-lines",
        "orders.promised",
    }


def test_a_line_that_was_repriced_is_found(busy_day: Order) -> None:
    Line.objects.filter(order=busy_day, position=0).update(line_price_excl_tax=D("1.00"))

    assert names() == {"orders.line-as-sold"}


def test_a_wrong_refund_total_is_found(busy_day: Order) -> None:
    Return.objects.update(refund_total=0)

    assert names() == {"orders.refund-total"}


def test_a_payment_that_lost_its_order_is_found(busy_day: Order) -> None:
    OrderPayment.objects.filter(order=busy_day).delete()

    assert names() == {"orders.payments-linked"}


def test_a_payment_of_another_order_is_found(busy_day: Order) -> None:
    Payment.objects.filter(subject=f"order:{busy_day.pk}").update(subject="order:0")

    assert names() == {"orders.payments-linked"}
