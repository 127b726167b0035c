"""An order as its customer sees it: what is on it, where each part stands, what happened."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.orders.models import Line, Order

from ..goods import Goods, describe
from .order_parts import OrderItem, Part, item_of, parts_of


@dataclass(frozen=True, slots=True)
class OrderView:
    """All that the order's page shows. `count` is of units of goods, however they travel."""

    order: Order
    count: int
    parts: Sequence[Part]
    charges: Sequence[OrderItem] = field(default=())

    @property
    def status(self) -> str:
        return status_words(self.order)

    @property
    def heading(self) -> str:
        """Say the one thing that the customer wants to know."""
        if self.is_cancelled:
            return _("This order is cancelled")
        if self.waits_for_payment:
            return _("Your order waits for its payment")
        ready = [part.location for part in self.parts if part.is_ready and part.is_pickup and part.location]
        if ready:
            return _("Your things are ready in %(shop)s") % {"shop": ready[0].name}
        if self.order.status == Order.Status.COMPLETED:
            return _("All done")
        return _("We are getting your order ready")

    @property
    def waits_for_payment(self) -> bool:
        return bool(self.order.status == Order.Status.AWAITING_PAYMENT)

    @property
    def is_cancelled(self) -> bool:
        return bool(self.order.status == Order.Status.CANCELLED)


def orders_of(user: User) -> Any:
    """Return the person's orders of every channel, newest first."""
    return (
        Order.objects.filter(user=user).select_related("channel", "location").order_by("-date_placed", "-pk")
    )


def latest_orders(*, user: User, limit: int) -> list["OrderRow"]:
    """Return the newest orders with their pictures."""
    return rows_of(orders_of(user)[:limit])


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    order: Order
    goods: Sequence[Goods]
    count: int

    @property
    def status(self) -> str:
        return status_words(self.order)


def status_words(order: Order) -> str:
    """Say where the order stands; one of a shop was simply bought there."""
    if order.location_id and order.status == Order.Status.COMPLETED:
        return _("Bought in %(shop)s") % {"shop": order.location}
    return str(Order.Status(order.status).label) if order.status in Order.Status.values else order.status


def rows_of(orders: Iterable[Order]) -> list[OrderRow]:
    """Return orders as a list shows them, with four queries whatever their number."""
    found = list(orders)
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(order__in=found, kind=Line.Kind.GOODS).order_by("position"):
        lines[line.order_id].append(line)
    wanted = {line.product_id for several in lines.values() for line in several[:4] if line.product_id}
    goods = describe(product_ids=wanted)
    return [
        OrderRow(
            order,
            [goods[line.product_id] for line in lines[order.pk][:4] if line.product_id in goods],
            sum(line.quantity for line in lines[order.pk]),
        )
        for order in found
    ]


def view_order(order: Order) -> OrderView:
    """Return the order with its parts: planned ones as they stand, before that as they were wished."""
    lines = list(Line.objects.filter(order=order).select_related("pickup_location").order_by("position"))
    goods = describe(product_ids={line.product_id for line in lines if line.product_id})
    wares = [line for line in lines if line.kind == Line.Kind.GOODS]
    charges = [item_of(line, goods) for line in lines if line.kind != Line.Kind.GOODS]
    return OrderView(order, sum(line.quantity for line in wares), parts_of(order, wares, goods), charges)
