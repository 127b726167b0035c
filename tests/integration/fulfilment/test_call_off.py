"""When an order is cancelled the work on it stops."""

from collections.abc import Callable

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.models import Incident
from apps.fulfilment.lifecycle import WrongState
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.calling_off import call_off
from apps.fulfilment.services.picking import confirm_pick, report_missing
from apps.fulfilment.tasks import catch_up
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from tests.factories.fulfilment import planned
from tests.factories.orders import collected, delivered, placed
from tests.factories.pricing import NOON
from tests.factories.stock import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(web: Channel, mug: Product, vase: Product, lucca: Location) -> Order:
    order = placed(web, delivered(mug), collected(vase, lucca))
    planned(order)
    return order


def cancel(order: Order, actor: User) -> None:
    cancel_order(order_id=order.pk, actor=actor, reason="Changed her mind", at=NOON)


def test_everything_open_is_cancelled_and_free_again(
    order: Order, bob: User, mug: Product, altopascio: Location, deliver_events: Callable[[], None]
) -> None:
    cancel(order, bob)
    deliver_events()
    assert {fulfilment.state for fulfilment in Fulfilment.objects.all()} == {"cancelled"}
    assert figures(mug, altopascio) == (10, 0, 0)


def test_missed_news_is_caught_up_with(order: Order, bob: User) -> None:
    cancel(order, bob)
    catch_up()
    assert not Fulfilment.objects.exclude(state="cancelled").exists()


def test_an_order_that_goes_on_is_not_called_off(order: Order) -> None:
    assert call_off(order_id=order.pk, at=NOON) == 0
    assert set(Fulfilment.objects.values_list("state", flat=True)) == {"to-pick"}


def test_nobody_looks_for_missing_goods_any_more(order: Order, bob: User) -> None:
    parcel = Fulfilment.objects.get(method="delivery")
    line = parcel.lines.get()
    report_missing(fulfilment_id=parcel.pk, line_id=line.pk, actor=bob, at=NOON)
    cancel(order, bob)
    call_off(order_id=order.pk, at=NOON)
    assert Incident.objects.get(kind="pick-missing").resolution == "order cancelled"


def test_what_is_called_off_is_not_picked(order: Order, bob: User) -> None:
    cancel(order, bob)
    call_off(order_id=order.pk, at=NOON)
    parcel = Fulfilment.objects.get(method="delivery")
    with pytest.raises(WrongState, match="Cancelled"):
        confirm_pick(fulfilment_id=parcel.pk, code="MUG", actor=bob, at=NOON)
    assert parcel.lines.get().picked == 0
