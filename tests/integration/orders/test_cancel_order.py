"""Cancelling before the hand-over: goods become free, money goes back, the ledger says so."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.channels.models import Channel, Location
from apps.core.models import AuditEntry, OutboxEvent
from apps.core.transactions import durable
from apps.orders.models import Line, Order, OrderEntry
from apps.orders.services import cancellation as service
from apps.payments.models import Payment, PaymentAttempt, Refund
from apps.pricing.types import Charge
from apps.stock.models import Allocation, StockLevel
from apps.stock.services.allocation import consume
from tests.factories.orders import collected, delivered, mug_at, pay, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db
D = Decimal
POST = Charge("post", "Post", D("4.88"), "standard")


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    """Three mugs at 12.20 each and two lamps at 30.00, posted for 4.88."""
    mug, lamp = mug_at("12.20", (altopascio, 5)), mug_at("30.00", (altopascio, 5))
    return placed(web, delivered(mug, 3), delivered(lamp, 2), charges=(POST,))


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user(email="bob@example.com", first_name="Bob")


def cancel(order: Order, quantities: dict[int, int] | None = None, **facts: object) -> Order:
    values = {"actor": None, "reason": "changed her mind", "at": NOON} | facts
    return service.cancel_order(order_id=order.pk, quantities=quantities, **values)  # type: ignore[arg-type]


def hand_over(order: Order, position: int, quantity: int) -> None:
    line = order.lines.get(position=position)
    allocations = list(Allocation.objects.filter(source_id=str(line.pk)))
    with durable():
        consume(
            allocations=allocations,
            actor=None,
            at=NOON,
            source_id=f"{line.pk}",
            quantities={allocations[0].pk: quantity},
        )


def test_an_unpaid_order_is_cancelled_and_its_goods_are_free(order: Order) -> None:
    cancelled = cancel(order)

    assert (cancelled.status, cancelled.total_incl_tax, cancelled.shipping_incl_tax) == ("cancelled", 0, 0)
    assert {level.allocated for level in StockLevel.objects.all()} == {0}
    assert Payment.objects.get().state == "cancelled"
    assert OutboxEvent.objects.filter(name="order.cancelled").count() == 1


def test_the_ledger_takes_back_what_it_booked(order: Order) -> None:
    cancel(order)

    assert sum(entry.gross for entry in OrderEntry.objects.filter(order=order)) == 0
    assert [line.cancelled_quantity for line in order.lines.order_by("position")] == [3, 2, 1]


def test_captured_money_goes_back(order: Order) -> None:
    pay(order)
    cancel(order)

    assert Refund.objects.get().amount == order.total_incl_tax == D("101.48")


def test_money_set_aside_is_let_go(order: Order) -> None:
    pay(order, outcome="authorised")
    cancel(order)

    assert not Refund.objects.exists()
    payment = Payment.objects.get()
    assert payment.state == "cancelled" or PaymentAttempt.objects.filter(act="void").exists()


def test_who_and_why_are_kept(order: Order, bob: User) -> None:
    cancel(order, actor=bob, reason=" out of love ")

    event = order.events.get(kind="cancelled")
    assert (event.actor, event.data["reason"]) == (bob, "out of love")
    assert AuditEntry.objects.get(action="order.cancelled").actor_name == "Bob"


def test_cancelling_again_changes_nothing(order: Order) -> None:
    pay(order)
    for _ in range(2):
        cancel(order)

    assert Refund.objects.count() == 1
    assert order.events.filter(kind="cancelled").count() == 1


def test_the_preview_says_what_the_cancellation_does(order: Order) -> None:
    pay(order)
    mugs = order.lines.get(position=0)

    preview = service.preview_cancellation(order_id=order.pk, quantities={mugs.pk: 1})
    after = cancel(order, {mugs.pk: 1})

    assert order.total_incl_tax - after.total_incl_tax == preview.gross == D("12.20")
    assert [share.amount for share in preview.pay_back] == [Refund.objects.get().amount]


def test_some_units_are_cancelled_and_the_rest_goes_on(order: Order) -> None:
    pay(order)
    mugs = order.lines.get(position=0)

    after = cancel(order, {mugs.pk: 2})

    assert (after.status, after.total_incl_tax) == ("confirmed", D("77.08"))
    assert Refund.objects.get().amount == D("24.40")
    assert Allocation.objects.get(source_id=str(mugs.pk)).open_quantity == 1


def test_unit_by_unit_the_refunds_sum_to_the_line(order: Order) -> None:
    pay(order)
    mugs = order.lines.get(position=0)
    Line.objects.filter(pk=mugs.pk).update(line_price_incl_tax=D("36.58"), line_price_excl_tax=D("29.98"))

    for _ in range(3):
        cancel(order, {mugs.pk: 1})

    assert [refund.amount for refund in Refund.objects.order_by("pk")] == [D("12.20"), D("12.19"), D("12.19")]


def test_with_the_last_goods_the_delivery_goes_too(order: Order) -> None:
    pay(order)
    mugs, lamps = order.lines.filter(kind="goods").order_by("position")

    cancel(order, {mugs.pk: 3})
    assert cancel(order, {lamps.pk: 2}).status == "cancelled"
    assert sum(refund.amount for refund in Refund.objects.all()) == D("101.48")


def test_what_was_handed_over_stays_sold(order: Order) -> None:
    pay(order)
    hand_over(order, position=0, quantity=2)

    after = cancel(order)

    assert (after.status, after.total_incl_tax) == ("completed", D("29.28"))
    assert [line.cancelled_quantity for line in order.lines.order_by("position")] == [1, 2, 0]
    assert Refund.objects.get().amount == D("72.20")


def unchanged(order: Order) -> bool:
    fresh = Order.objects.get(pk=order.pk)
    lines = fresh.lines.filter(cancelled_quantity__gt=0)
    return (fresh.status, fresh.total_incl_tax, lines.exists()) == (order.status, order.total_incl_tax, False)


def test_everything_handed_over_is_too_late(order: Order) -> None:
    pay(order)
    order.refresh_from_db()
    hand_over(order, position=0, quantity=3)
    hand_over(order, position=1, quantity=2)

    with pytest.raises(service.TooLateToCancel):
        cancel(order)

    assert unchanged(order)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_a_reason_is_needed(order: Order, reason: str) -> None:
    with pytest.raises(service.ReasonRequired):
        cancel(order, reason=reason)

    assert unchanged(order)


@pytest.mark.parametrize("units", [0, -1, 4])
def test_units_that_are_not_there_are_refused(order: Order, units: int) -> None:
    pay(order)
    order.refresh_from_db()

    with pytest.raises(service.NotOnOrder):
        cancel(order, {order.lines.get(position=0).pk: units})

    assert unchanged(order)


def test_a_line_of_another_order_is_refused(order: Order) -> None:
    with pytest.raises(service.NotOnOrder):
        cancel(order, {0: 1})


def test_before_it_is_paid_an_order_is_cancelled_whole(order: Order) -> None:
    with pytest.raises(service.PayFirst):
        cancel(order, {order.lines.get(position=0).pk: 1})

    assert unchanged(order)


def test_on_collection_less_is_asked_for(web: Channel, lucca: Location) -> None:
    order = placed(
        web,
        collected(mug_at("12.20", (lucca, 5)), lucca, 3),
        payment_method="on-collection",
        payment_provider="on_collection",
    )

    cancel(order, {order.lines.get().pk: 1})

    assert [(each.state, each.amount) for each in Payment.objects.order_by("created_at", "pk")] == [
        ("cancelled", D("36.60")),
        ("pending", D("24.40")),
    ]
