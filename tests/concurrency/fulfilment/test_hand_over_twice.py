"""Two people hand over, plan or cancel the same goods at the same moment: it happens once."""

from collections import Counter
from threading import Barrier
from typing import Any

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.reconciliation import find_drifts
from apps.fulfilment.lifecycle import WrongState
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.planning import plan_order
from apps.fulfilment.services.calling_off import call_off
from apps.fulfilment.services.handing_over import hand_over
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from tests.factories.fulfilment import planned, ready
from tests.factories.orders import collected, pay, placed
from tests.factories.pricing import NOON
from tests.factories.stock import figures
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def collection(web: Channel, mug: Product, lucca: Location, bob: User) -> Fulfilment:
    [fulfilment] = planned(placed(web, collected(mug, lucca, 2)))
    return ready(fulfilment, bob)


def test_goods_leave_once(collection: Fulfilment, mug: Product, lucca: Location, bob: User) -> None:
    def give() -> str:
        code = collection.pickup_code
        return hand_over(fulfilment_id=collection.pk, code=code, actor=bob, at=NOON).state

    results = race([give] * 6)
    assert Counter(type(result) for result in results) == {str: 1, WrongState: 5}
    assert figures(mug, lucca) == (3, 0, 0)
    assert not list(find_drifts())


def test_the_same_order_is_planned_once(web: Channel, mug: Product, lucca: Location) -> None:
    order = pay(placed(web, collected(mug, lucca, 2)))
    results = race([lambda: len(plan_order(order_id=order.pk, at=NOON))] * 6)
    assert sorted(results) == [0, 0, 0, 0, 0, 1]
    assert Fulfilment.objects.count() == 1


def test_handing_over_and_cancelling_end_in_one_of_the_two(
    collection: Fulfilment, mug: Product, lucca: Location, bob: User
) -> None:
    def give() -> Any:
        return hand_over(fulfilment_id=collection.pk, code=collection.pickup_code, actor=bob, at=NOON)

    def cancel() -> Any:
        cancel_order(order_id=collection.order_id, actor=bob, reason="Too late", at=NOON)
        return call_off(order_id=collection.order_id, at=NOON)

    race([give, cancel])
    collection.refresh_from_db()
    order = Order.objects.get()
    ends = {("handed-over", "completed"): (3, 0, 0), ("cancelled", "cancelled"): (5, 0, 0)}
    assert figures(mug, lucca) == ends[collection.state, order.status]
    assert not list(find_drifts())


def test_control_looking_before_handing_over_without_the_lock_gives_twice(collection: Fulfilment) -> None:
    everybody_looked = Barrier(2, timeout=PATIENCE)

    def give() -> str:
        seen = Fulfilment.objects.get(pk=collection.pk)
        everybody_looked.wait()
        if seen.state != "ready":
            return "refused"
        Fulfilment.objects.filter(pk=seen.pk).update(state="handed-over")
        return "handed over"

    assert race([give] * 2) == ["handed over", "handed over"]
