"""Plan who does what for a confirmed order: one fulfilment for each location and method its goods lie at."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from math import inf
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q

from apps.channels.models import ChannelLocation, Location
from apps.channels.selectors import openings_of
from apps.core.locking import lock_row
from apps.core.transactions import durable, transaction_required
from apps.orders.models import Order
from apps.orders.services.completion import complete
from apps.orders.types import ALLOCATED_TO
from apps.stock.selectors import open_promises
from apps.stock.types import OpenPromise

from .lifecycle import OPEN_STATES, publish
from .models import DeliveryMethod, Fulfilment, FulfilmentLine
from .pickup import ready_by
from .promises import arrival, end_of_day

Method = Fulfilment.Method


def plan_order(*, order_id: int, at: datetime) -> list[Fulfilment]:
    """Give the goods promised to a confirmed order to the locations where they lie; return the new fulfilments.

    Goods that are planned already are left alone, so planning again changes nothing. An order with nothing
    to hand over is completed.
    """
    with durable():
        order = lock_row(Order.objects.filter(pk=order_id))
        if order.status != Order.Status.CONFIRMED:
            return []
        planned = [
            _plan(order, location_id, method, promises, at)
            for (location_id, method), promises in _groups(order, _unplanned(order)).items()
        ]
        complete_if_done(order=order, at=at)
    return planned


@transaction_required
def complete_if_done(*, order: Order, at: datetime) -> bool:
    """Complete a confirmed order, locked by the caller, once nothing is left to hand over."""
    if order.status != Order.Status.CONFIRMED or _unplanned(order):
        return False
    states = order.fulfilments.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN_STATES)),
        done=Count("pk", filter=Q(state__in=[Fulfilment.State.SHIPPED, Fulfilment.State.HANDED_OVER])),
    )
    if states["open"] or (_has_goods_to_hand_over(order) and not states["done"]):
        return False
    complete(order=order, at=at)
    return True


def orders_to_plan(*, confirmed_before: datetime, limit: int = 200) -> list[int]:
    """Return confirmed orders that nobody has planned, for the case that the news of them was missed."""
    waiting = Order.objects.filter(
        status=Order.Status.CONFIRMED, confirmed_at__lte=confirmed_before, fulfilments__isnull=True
    )
    return list(waiting.order_by("confirmed_at").values_list("pk", flat=True)[:limit])


def _has_goods_to_hand_over(order: Order) -> bool:
    wanted = order.lines.filter(method__in=Method.values, quantity__gt=F("cancelled_quantity"))
    return bool(wanted.exists())


def _unplanned(order: Order) -> list[OpenPromise]:
    """Return what is promised to the order's lines and not yet planned."""
    lines = order.lines.filter(method__in=Method.values).values_list("pk", flat=True)
    promises = open_promises(source_kind=ALLOCATED_TO, source_ids=[str(line_id) for line_id in lines])
    planned = set(
        FulfilmentLine.objects.filter(
            allocation_id__in=[promise.allocation_id for promise in promises]
        ).values_list("allocation_id", flat=True)
    )
    return [promise for promise in promises if promise.allocation_id not in planned]


def _groups(order: Order, promises: Sequence[OpenPromise]) -> dict[tuple[int, str], list[OpenPromise]]:
    """Return the promises by location and method: in the order of the lines, a line's places in the channel's order.

    The order in which promises were written says nothing: a split line's are written by one statement.
    """
    methods = dict(order.lines.values_list("pk", "method"))
    positions = dict(
        ChannelLocation.objects.filter(channel_id=order.channel_id).values_list("location_id", "position")
    )

    def place(promise: OpenPromise) -> tuple[int, float, int]:
        position = positions.get(promise.location_id, inf)  # a channel may have given a location up
        return int(promise.source_id), position, promise.location_id

    groups: dict[tuple[int, str], list[OpenPromise]] = defaultdict(list)
    for promise in sorted(promises, key=place):
        groups[promise.location_id, methods[int(promise.source_id)]].append(promise)
    return groups


def _plan(
    order: Order, location_id: int, method: str, promises: Sequence[OpenPromise], at: datetime
) -> Fulfilment:
    location = Location.objects.get(pk=location_id)
    fulfilment, created = Fulfilment.objects.get_or_create(
        order=order,
        location=location,
        method=method,
        state__in=[Fulfilment.State.TO_PICK, Fulfilment.State.PICKING],
        defaults={
            "code": f"{order.number}-{order.fulfilments.count() + 1}"[-20:],
            "state": Fulfilment.State.TO_PICK,
            "due_at": _due_at(order, location, method),
            "created_at": at,
        },
    )
    ordered = dict(order.lines.values_list("pk", "product_id"))
    FulfilmentLine.objects.bulk_create(
        _line(fulfilment, promise, ordered[int(promise.source_id)]) for promise in promises
    )
    if created:
        publish(fulfilment=fulfilment, name="fulfilment.planned", at=at)
    return fulfilment


def _line(fulfilment: Fulfilment, promise: OpenPromise, ordered_id: int | None) -> FulfilmentLine:
    """Return the line that hands over what was promised, which is a component where a bundle was ordered."""
    return FulfilmentLine(
        fulfilment=fulfilment,
        order_line_id=int(promise.source_id),
        allocation_id=promise.allocation_id,
        component_id=promise.product_id if promise.product_id != ordered_id else None,
        per_unit=promise.per_unit,
        quantity=promise.quantity,
    )


def _due_at(order: Order, location: Location, method: str) -> datetime | None:
    """Return what the customer was promised: ready in the shop by then, or delivered by the end of that day."""
    confirmed_at = order.confirmed_at or order.date_placed
    if method == Method.PICKUP:
        opening = openings_of(location_ids=[location.pk])[location.pk]
        return ready_by(location=location, opening=opening, at=confirmed_at)
    way = DeliveryMethod.objects.filter(code=order.shipping_code).first()
    if way is None:
        return None
    day = confirmed_at.astimezone(ZoneInfo(location.time_zone)).date()
    _earliest, latest = arrival(day, days_min=way.days_min, days_max=way.days_max)
    return end_of_day(latest, time_zone=location.time_zone)
