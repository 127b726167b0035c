"""A confirmed order becomes one fulfilment for each location and method, once."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db.models import QuerySet

from apps.catalog.models import Product
from apps.channels.models import Channel, Location, OpeningHours
from apps.core.models import OutboxEvent
from apps.fulfilment.models import Fulfilment, FulfilmentLine
from apps.fulfilment.planning import orders_to_plan, plan_order
from apps.fulfilment.tasks import catch_up
from apps.stock.models import Allocation
from tests.factories.fulfilment import DeliveryMethodFactory, planned
from tests.factories.orders import collected, delivered, mug_at, pay, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db


def test_delivery_and_collection_in_one_order_are_two_fulfilments(
    web: Channel, mug: Product, vase: Product, altopascio: Location, lucca: Location
) -> None:
    parcel, collection = planned(placed(web, delivered(mug, 2), collected(vase, lucca)))
    assert (parcel.location, parcel.method, parcel.state) == (altopascio, "delivery", "to-pick")
    assert (collection.location, collection.method) == (lucca, "pickup")
    assert [line.quantity for line in parcel.lines.all()] == [2]
    assert [line.order_line.product for line in collection.lines.all()] == [vase]


def test_goods_from_two_places_are_two_parcels(web: Channel, mug: Product) -> None:
    parcels = planned(placed(web, delivered(mug, 12)))
    assert sorted(line.quantity for parcel in parcels for line in parcel.lines.all()) == [2, 10]


def test_parcels_come_in_the_channels_order_however_their_promises_were_written(
    web: Channel, altopascio: Location, lucca: Location, como: Location
) -> None:
    mug = mug_at("12.20", (lucca, 5), (como, 5), (altopascio, 5))
    order = placed(web, delivered(mug, 13))
    _write_backwards(Allocation.objects.order_by("pk"))
    parcels = planned(order)
    assert [parcel.location for parcel in parcels] == [altopascio, lucca, como]
    assert [parcel.code[-2:] for parcel in parcels] == ["-1", "-2", "-3"]


def _write_backwards(promises: QuerySet[Allocation]) -> None:
    """Give the promises the keys that they would have had if the statement had written them the other way round."""
    rows = list(promises)
    keys = [row.pk for row in rows]
    promises.filter(pk__in=keys).delete()
    for row, key in zip(rows, reversed(keys), strict=True):
        row.pk = key
        row.save(force_insert=True)


def test_planning_again_changes_nothing(web: Channel, mug: Product) -> None:
    order = placed(web, delivered(mug, 2))
    planned(order)
    assert plan_order(order_id=order.pk, at=NOON) == []
    assert (Fulfilment.objects.count(), FulfilmentLine.objects.count()) == (1, 1)


def test_an_unpaid_order_is_not_planned(web: Channel, mug: Product) -> None:
    assert plan_order(order_id=placed(web, delivered(mug)).pk, at=NOON) == []
    assert not Fulfilment.objects.exists()


def test_the_news_of_a_payment_reaches_the_shop(
    web: Channel, mug: Product, lucca: Location, deliver_events: Callable[[], None]
) -> None:
    pay(placed(web, collected(mug, lucca)))
    deliver_events()
    assert Fulfilment.objects.get().location == lucca
    assert OutboxEvent.objects.filter(name="fulfilment.planned").count() == 1


def test_an_order_whose_news_was_missed_is_caught_up_with(web: Channel, mug: Product) -> None:
    order = pay(placed(web, delivered(mug)))
    assert orders_to_plan(confirmed_before=NOON - timedelta(seconds=1)) == []
    assert orders_to_plan(confirmed_before=NOON) == [order.pk]
    catch_up()
    assert Fulfilment.objects.count() == 1
    assert orders_to_plan(confirmed_before=NOON) == []


def test_a_collection_is_promised_within_the_shops_own_hours(
    web: Channel, mug: Product, lucca: Location
) -> None:
    for weekday in range(7):
        OpeningHours.objects.create(location=lucca, weekday=weekday, opens_at=time(9), closes_at=time(19))
    [collection] = planned(placed(web, collected(mug, lucca)))
    assert collection.due_at == NOON + timedelta(hours=2)


def test_a_parcel_is_promised_by_the_end_of_its_last_day(web: Channel, mug: Product) -> None:
    method = DeliveryMethodFactory(channel=web, code="courier", days_max=3)
    order = placed(web, delivered(mug))
    type(order).objects.filter(pk=order.pk).update(shipping_code=method.code)
    [parcel] = planned(order)
    assert parcel.due_at is not None
    assert parcel.due_at.isoformat() == "2026-11-25T22:59:59+00:00"
