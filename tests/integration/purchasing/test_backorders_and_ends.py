"""What didn't come is awaited on another day or called off; orders are cancelled before, closed after goods came."""

from datetime import date

import pytest

from apps.core.models import OutboxEvent
from apps.purchasing.models import PurchaseOrder
from apps.purchasing.services.backorders import NotOpen, call_off, expect_on
from apps.purchasing.services.ending import GoodsHaveCome, NothingHasCome, cancel_order, close_order
from apps.purchasing.services.orders import NotOnOrder, WrongOrderState
from apps.purchasing.services.receiving import receive_order
from apps.purchasing.types import Arrived
from apps.stock.models import ScheduledReceipt
from apps.stock.services.checks import ReasonRequired
from tests.factories.purchasing import NOON, draft, sent

State = PurchaseOrder.State
JANUARY = date(2027, 1, 7)


@pytest.fixture
def order(conti, vase, cup, lucca):
    return sent(conti, lucca, {vase: 4, cup: 10})


def arrive(order, product, units):
    receive_order(
        order_id=order.pk, arrived=[Arrived(product.pk, units)], key=f"{product.pk}", actor=None, at=NOON
    )


def act(service, order, **facts):
    return service(order_id=order.pk, actor=None, at=NOON, **facts)


def expected():
    return dict(ScheduledReceipt.objects.values_list("product__sku", "quantity"))


def test_the_rest_comes_later(order, vase, cup):
    arrive(order, cup, 6)
    act(expect_on, order, days={cup.pk: JANUARY})

    assert ScheduledReceipt.objects.get(product=cup).due_date == JANUARY
    assert expected() == {"VASE": 4, "CUP": 4}


def test_what_has_come_is_not_awaited(order, cup, vase):
    arrive(order, cup, 10)
    with pytest.raises(NotOpen):
        act(expect_on, order, days={cup.pk: JANUARY})
    with pytest.raises(NotOnOrder):
        act(expect_on, order, days={0: JANUARY})
    assert not ScheduledReceipt.objects.filter(due_date=JANUARY).exists()


def test_the_rest_is_called_off(order, vase, cup):
    arrive(order, cup, 6)
    act(call_off, order, quantities={cup.pk: 4}, reason="not made any more")
    assert expected() == {"VASE": 4}

    closed = act(call_off, order, quantities={vase.pk: 4}, reason="not made any more")
    assert (closed.state, expected()) == (State.CLOSED, {})
    assert OutboxEvent.objects.filter(name="purchase.closed").count() == 1


def test_all_called_off_is_cancelled(order, vase, cup):
    cancelled = act(call_off, order, quantities={vase.pk: 4, cup.pk: 10}, reason="changed our mind")

    assert cancelled.state == State.CANCELLED


def test_more_than_is_open_is_not_called_off(order, cup):
    with pytest.raises(NotOpen):
        act(call_off, order, quantities={cup.pk: 11}, reason="why not")
    with pytest.raises(ReasonRequired):
        act(call_off, order, quantities={cup.pk: 1}, reason=" ")
    assert expected() == {"VASE": 4, "CUP": 10}


def test_cancelled_before_anything_came(order):
    assert act(cancel_order, order, reason="wrong supplier").state == State.CANCELLED
    assert expected() == {}
    assert OutboxEvent.objects.filter(name="purchase.cancelled").count() == 1
    with pytest.raises(WrongOrderState):
        act(cancel_order, order, reason="again")


def test_a_draft_is_dropped_without_a_reason(conti, cup, lucca):
    assert act(cancel_order, draft(conti, lucca, {cup: 1}), reason="").state == State.CANCELLED


def test_closed_short_with_a_reason(order, cup):
    with pytest.raises(NothingHasCome):
        act(close_order, order, reason="enough")
    arrive(order, cup, 6)
    with pytest.raises(GoodsHaveCome):
        act(cancel_order, order, reason="enough")
    with pytest.raises(ReasonRequired):
        act(close_order, order, reason="")
    assert expected() == {"VASE": 4, "CUP": 4}

    assert act(close_order, order, reason="enough").state == State.CLOSED
    assert expected() == {}
    assert sum(order.lines.values_list("cancelled", flat=True)) == 8


def test_a_complete_order_is_closed_without_words(order, vase, cup):
    arrive(order, vase, 4)
    arrive(order, cup, 10)

    assert act(close_order, order, reason="").state == State.CLOSED
