"""When some of an order's goods are cancelled the rest goes on, without them."""

from collections.abc import Callable

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.picking import confirm_pick, mark_ready
from apps.fulfilment.services.shipping import ship
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from tests.factories.fulfilment import planned
from tests.factories.orders import collected, delivered, drifts, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(web: Channel, mug: Product, vase: Product, lucca: Location) -> Order:
    """Three mugs to be sent and a vase to be collected in Lucca."""
    order = placed(web, delivered(mug, 3), collected(vase, lucca))
    planned(order)
    return order


def cancel(order: Order, bob: User, position: int, units: int) -> None:
    line = order.lines.get(position=position)
    cancel_order(
        order_id=order.pk, actor=bob, reason="Not on the shelf", at=NOON, quantities={line.pk: units}
    )


@pytest.mark.parametrize("picked", [1, 2, 3])
def test_what_was_cancelled_need_not_be_picked_and_goes_back_to_the_shelf(
    order: Order, bob: User, deliver_events: Callable[[], None], picked: int
) -> None:
    parcel = Fulfilment.objects.get(method="delivery")
    for _mug in range(picked):
        confirm_pick(fulfilment_id=parcel.pk, code="MUG", actor=bob, at=NOON)
    cancel(order, bob, position=0, units=2)
    deliver_events()

    line = parcel.lines.get()
    assert (line.quantity, line.picked) == (1, 1)
    mark_ready(fulfilment_id=parcel.pk, actor=bob, at=NOON)
    ship(fulfilment_id=parcel.pk, carrier="Post", actor=bob, at=NOON)
    assert drifts() == []


def test_a_fulfilment_with_nothing_left_is_cancelled(
    order: Order, bob: User, deliver_events: Callable[[], None]
) -> None:
    cancel(order, bob, position=1, units=1)
    deliver_events()

    states = dict(Fulfilment.objects.values_list("method", "state"))
    assert states == {"delivery": "to-pick", "pickup": "cancelled"}
    assert Order.objects.get(pk=order.pk).status == "confirmed"


def test_with_the_rest_on_its_way_the_order_is_done(
    order: Order, bob: User, deliver_events: Callable[[], None]
) -> None:
    parcel = Fulfilment.objects.get(method="delivery")
    confirm_pick(fulfilment_id=parcel.pk, code="MUG", actor=bob, at=NOON, quantity=3)
    mark_ready(fulfilment_id=parcel.pk, actor=bob, at=NOON)
    ship(fulfilment_id=parcel.pk, carrier="Post", actor=bob, at=NOON)
    cancel(order, bob, position=1, units=1)
    deliver_events()

    assert Order.objects.get(pk=order.pk).status == "completed"
    assert Fulfilment.objects.get(method="pickup").state == "cancelled"
    assert drifts() == []
