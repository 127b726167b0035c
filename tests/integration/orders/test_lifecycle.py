"""The table of an order's states: every way in it can be gone and is told, no other can."""

from itertools import product

import pytest

from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.core.transactions import durable
from apps.orders.lifecycle import TRANSITIONS, InvalidTransition, Status, move
from apps.orders.models import Order
from apps.orders.services.completion import complete_order
from apps.payments.models import PaymentAttempt
from tests.factories.orders import delivered, mug_at, pay, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db

WAYS = {(begin, end) for begin, ends in TRANSITIONS.items() for end in ends}
NO_WAYS = [pair for pair in product(TRANSITIONS, repeat=2) if pair not in WAYS]


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    return placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2))


def put(order: Order, state: str) -> Order:
    Order.objects.filter(pk=order.pk).update(status=state)
    return Order.objects.get(pk=order.pk)


@pytest.mark.parametrize(("begin", "end"), sorted(WAYS))
def test_a_way_in_the_table_is_gone_and_told(order: Order, begin: str, end: str) -> None:
    with durable():
        move(order=put(order, begin), to=end, at=NOON)

    moved = Order.objects.get(pk=order.pk)
    assert (moved.status, getattr(moved, f"{end}_at")) == (end, NOON)
    assert moved.events.filter(kind=end).count() == 1
    assert OutboxEvent.objects.filter(name=f"order.{end}", subject=f"order:{order.pk}").count() == 1


@pytest.mark.parametrize(("begin", "end"), NO_WAYS)
def test_there_is_no_other_way(order: Order, begin: str, end: str) -> None:
    with pytest.raises(InvalidTransition), durable():
        move(order=put(order, begin), to=end, at=NOON)

    assert not OutboxEvent.objects.filter(name=f"order.{end}").exists()


def test_completing_takes_money_that_was_set_aside(order: Order) -> None:
    pay(order, outcome="authorised")
    for _ in range(2):
        with durable():
            complete_order(order_id=order.pk, at=NOON)

    capture = PaymentAttempt.objects.get(act="capture")
    assert capture.amount == order.total_incl_tax
    assert Order.objects.get(pk=order.pk).status == Status.COMPLETED


def test_completing_asks_for_nothing_that_is_paid(order: Order) -> None:
    pay(order)
    with durable():
        complete_order(order_id=order.pk, at=NOON)

    assert not PaymentAttempt.objects.filter(act="capture").exists()
