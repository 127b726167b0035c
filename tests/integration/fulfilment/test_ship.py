"""A parcel leaves with a carrier, its goods leave the stock, and the order is completed."""

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.core.reconciliation import find_drifts
from apps.fulfilment.lifecycle import WrongState
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.shipping import CarrierMissing, NotAParcel, ship
from apps.stock.models import StockMovement
from tests.factories.fulfilment import picked, planned, ready
from tests.factories.orders import collected, delivered, placed
from tests.factories.pricing import NOON
from tests.factories.stock import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel(web: Channel, mug: Product, bob: User) -> Fulfilment:
    [fulfilment] = planned(placed(web, delivered(mug, 2)))
    return ready(fulfilment, bob)


def send(parcel: Fulfilment, bob: User, carrier: str = "Poste") -> Fulfilment:
    return ship(fulfilment_id=parcel.pk, carrier=carrier, tracking_number=" PT123 ", actor=bob, at=NOON)


def test_the_goods_leave_the_stock_and_the_order_is_completed(
    parcel: Fulfilment, mug: Product, altopascio: Location, bob: User
) -> None:
    sent = send(parcel, bob)
    assert (sent.state, sent.carrier, sent.tracking_number, sent.closed_at) == (
        "shipped",
        "Poste",
        "PT123",
        NOON,
    )
    assert figures(mug, altopascio) == (8, 0, 0)
    movement = StockMovement.objects.get(kind="sale")
    assert (movement.quantity, movement.source_kind, movement.source_id) == (-2, "fulfilment", str(parcel.pk))
    parcel.order.refresh_from_db()
    assert parcel.order.status == "completed"
    assert list(find_drifts()) == []


def test_the_customer_is_told_where_the_parcel_is(parcel: Fulfilment, bob: User) -> None:
    send(parcel, bob)
    told = parcel.order.events.get(kind="fulfilment-shipped")
    assert told.data["tracking_number"] == "PT123"
    assert (
        OutboxEvent.objects.filter(name="fulfilment.shipped", subject=f"fulfilment:{parcel.pk}").count() == 1
    )


def test_what_is_sent_is_not_sent_again(
    parcel: Fulfilment, mug: Product, altopascio: Location, bob: User
) -> None:
    send(parcel, bob)
    with pytest.raises(WrongState):
        send(parcel, bob)
    assert figures(mug, altopascio) == (8, 0, 0)


def test_an_unpacked_parcel_is_not_sent(web: Channel, mug: Product, altopascio: Location, bob: User) -> None:
    [unpacked] = planned(placed(web, delivered(mug, 2)))
    with pytest.raises(WrongState):
        send(picked(unpacked, bob), bob)
    assert figures(mug, altopascio) == (10, 2, 0)


def test_somebody_has_to_carry_it(parcel: Fulfilment, bob: User) -> None:
    with pytest.raises(CarrierMissing, match="who carries"):
        send(parcel, bob, carrier="  ")
    assert Fulfilment.objects.get().state == "ready"


def test_a_collection_is_not_shipped(web: Channel, mug: Product, lucca: Location, bob: User) -> None:
    [collection] = planned(placed(web, collected(mug, lucca)))
    with pytest.raises(NotAParcel, match="collected in the shop"):
        send(ready(collection, bob), bob)
    assert figures(mug, lucca) == (5, 1, 0)


def test_an_order_of_two_parts_is_completed_by_the_second(
    web: Channel, mug: Product, vase: Product, lucca: Location, bob: User
) -> None:
    order = placed(web, delivered(mug), collected(vase, lucca))
    parcel, _collection = planned(order)
    send(ready(parcel, bob), bob)
    order.refresh_from_db()
    assert order.status == "confirmed"
