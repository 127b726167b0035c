"""Goods come back anywhere: onto the shelf or written off, paid back as they were paid, never more than sold."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.core.transactions import durable
from apps.orders.models import Order, OrderEntry, Return
from apps.orders.services import returns as service
from apps.orders.services.completion import complete_order
from apps.orders.services.returning import UnknownDisposition
from apps.orders.services.sales import record_sale
from apps.orders.types import TakenBack, Tender
from apps.payments.models import Payment, Refund
from apps.pricing.types import Charge
from apps.stock.models import Allocation, StockLevel, StockMovement
from apps.stock.services.allocation import consume
from tests.factories.channels import LocationFactory
from tests.factories.orders import delivered, mug_at, pay, placed, sale, sale_line
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db
D = Decimal
POST = Charge("post", "Post", D("4.88"), "standard")


@pytest.fixture
def sold(tills: Channel, lucca: Location) -> Order:
    """Three mugs at 12.20, 0.02 off, paid in cash in Lucca."""
    return record_sale(sale=sale(tills, lucca, sale_line(mug_at("12.20"), 3, discount="0.02")))


@pytest.fixture
def shipped(web: Channel, altopascio: Location) -> Order:
    """Two mugs at 12.20 and post, paid by card on the web, sent."""
    order = placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2), charges=(POST,))
    pay(order)
    with durable():
        consume(allocations=list(Allocation.objects.all()), actor=None, at=NOON, source_id="1")
        return complete_order(order_id=order.pk, at=NOON)


def first(order: Order) -> int:
    return order.lines.get(position=0).pk


def take_back(order: Order, location: Location, *lines: TakenBack, **facts: object) -> Return:
    values = {"actor": None, "at": NOON, "source_id": "1"} | facts
    return service.take_back(order_id=order.pk, lines=lines, location=location, **values)  # type: ignore[arg-type]


def on_hand(location: Location) -> int:
    return StockLevel.objects.get(location=location).on_hand


def test_bought_on_the_web_returned_in_a_shop(shipped: Order, lucca: Location) -> None:
    handed_in = take_back(shipped, lucca, TakenBack(first(shipped), 1))

    assert (handed_in.location, handed_in.refund_total, handed_in.state) == (lucca, D("12.20"), "settled")
    assert on_hand(lucca) == 1
    refund = Refund.objects.get()
    assert (refund.payment.method, refund.amount, refund.state) == ("card", D("12.20"), "pending")
    assert OutboxEvent.objects.get(name="return.settled").subject == f"return:{handed_in.pk}"


def test_the_order_comes_to_less_and_the_ledger_says_so(shipped: Order, lucca: Location) -> None:
    take_back(shipped, lucca, TakenBack(first(shipped), 1))

    shipped.refresh_from_db()
    assert shipped.total_incl_tax == D("17.08")
    assert sum(entry.gross for entry in OrderEntry.objects.filter(order=shipped)) == D("17.08")
    assert shipped.lines.get(position=0).returned_quantity == 1


def test_cash_goes_back_in_cash(sold: Order, lucca: Location) -> None:
    take_back(sold, lucca, TakenBack(first(sold), 3))

    payment = Payment.objects.get()
    assert (payment.method, payment.refunded_amount) == ("cash", D("36.58"))


def test_one_by_one_the_refunds_sum_to_what_was_paid(sold: Order, lucca: Location) -> None:
    amounts = [
        take_back(sold, lucca, TakenBack(first(sold), 1), source_id=str(number)).refund_total
        for number in range(3)
    ]

    assert amounts == [D("12.20"), D("12.19"), D("12.19")]


def test_goods_to_be_looked_at_come_into_quarantine(sold: Order, lucca: Location) -> None:
    before = on_hand(lucca)
    take_back(sold, lucca, TakenBack(first(sold), 2, "quarantine", "smells of smoke"))

    [booked] = StockMovement.objects.filter(source_kind="return-line")
    assert (booked.kind, booked.quantity, booked.state) == ("return", 2, "quarantine")
    assert on_hand(lucca) == before


def test_broken_goods_come_in_and_are_written_off(sold: Order, lucca: Location) -> None:
    before = on_hand(lucca)
    take_back(sold, lucca, TakenBack(first(sold), 2, "write-off", "chipped"))

    booked = StockMovement.objects.filter(source_kind="return-line").order_by("pk")
    assert [(each.kind, each.quantity, each.reason) for each in booked] == [
        ("return", 2, "chipped"),
        ("write-off", -2, "chipped"),
    ]
    assert on_hand(lucca) == before


def test_what_is_thrown_away_at_home_moves_no_stock(sold: Order, lucca: Location) -> None:
    take_back(sold, lucca, TakenBack(first(sold), 1, "not-stocked"))

    assert not StockMovement.objects.filter(source_kind="return-line").exists()


def test_what_no_payment_is_left_for_is_paid_out_in_cash(tills: Channel, lucca: Location) -> None:
    terminal = (Tender("terminal", D("10.00"), "slip 1"),)
    order = record_sale(sale=sale(tills, lucca, sale_line(mug_at("12.20")), tenders=terminal))

    preview = service.returns_preview(order_id=order.pk, lines=[TakenBack(first(order), 1)])
    take_back(order, lucca, TakenBack(first(order), 1))

    assert ([share.amount for share in preview.pay_back], preview.in_cash) == ([D("10.00")], D("2.20"))
    assert Payment.objects.get(method="cash").amount == D("-2.20")


def test_the_preview_says_what_the_return_does(shipped: Order, lucca: Location) -> None:
    preview = service.returns_preview(order_id=shipped.pk, lines=[TakenBack(first(shipped), 2)])
    handed_in = take_back(shipped, lucca, TakenBack(first(shipped), 2))

    assert preview.gross == handed_in.refund_total == D("24.40")
    assert [share.amount for share in preview.pay_back] == [Refund.objects.get().amount]


def test_the_same_return_again_is_answered_with_the_first(sold: Order, lucca: Location) -> None:
    one, same = (take_back(sold, lucca, TakenBack(first(sold), 1)) for _ in range(2))

    assert one == same
    assert sold.lines.get().returned_quantity == 1


def test_who_took_it_back_is_kept(sold: Order, lucca: Location) -> None:
    bob = User.objects.create_user(email="bob@example.com")
    take_back(sold, lucca, TakenBack(first(sold), 1), actor=bob)

    assert sold.events.get(kind="returned").actor == bob


def unchanged(order: Order) -> bool:
    total = Order.objects.get(pk=order.pk).total_incl_tax
    return total == order.total_incl_tax and not Return.objects.exists() and not Refund.objects.exists()


def test_never_more_than_sold(sold: Order, lucca: Location) -> None:
    with pytest.raises(service.MoreThanSold, match="Only 3"):
        take_back(sold, lucca, TakenBack(first(sold), 4))

    assert unchanged(sold)


def test_what_is_still_to_be_sent_is_cancelled_not_returned(web: Channel, altopascio: Location) -> None:
    order = placed(web, delivered(mug_at("12.20", (altopascio, 5))))
    pay(order)

    with pytest.raises(service.MoreThanSold, match="Only 0"):
        take_back(order, altopascio, TakenBack(first(order), 1))

    assert unchanged(order)


def test_the_post_does_not_come_back(shipped: Order, lucca: Location) -> None:
    with pytest.raises(service.NotReturnable, match="Post"):
        take_back(shipped, lucca, TakenBack(shipped.lines.get(position=1).pk, 1))

    assert unchanged(shipped)


def test_a_place_that_takes_no_returns_refuses(sold: Order) -> None:
    como = LocationFactory(name="Como", accepts_returns=False)

    with pytest.raises(service.ReturnsElsewhere, match="Como"):
        take_back(sold, como, TakenBack(first(sold), 1))

    assert unchanged(sold)


@pytest.mark.parametrize("quantity", [0, -1])
def test_no_goods_are_no_return(sold: Order, lucca: Location, quantity: int) -> None:
    for lines in ([], [TakenBack(0, 1)], [TakenBack(first(sold), quantity)], [TakenBack(first(sold), 1)] * 2):
        with pytest.raises(service.NothingReturned):
            take_back(sold, lucca, *lines)

    assert unchanged(sold)


def test_what_becomes_of_the_goods_must_be_said(sold: Order, lucca: Location) -> None:
    with pytest.raises(UnknownDisposition):
        take_back(sold, lucca, TakenBack(first(sold), 1, "eaten"))  # type: ignore[arg-type]

    assert unchanged(sold)
