"""An order as its customer sees it: what is on it, where each part stands, what happened."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.fulfilment.models import Fulfilment, FulfilmentLine
from apps.fulfilment.selectors import ordered_units
from apps.orders.models import Line, Order

from ..goods import Goods, describe
from ..shops.selectors import Place, place_by_id

State = Fulfilment.State
PACKED = (State.READY, State.SHIPPED, State.HANDED_OVER)
CLOSED = (State.SHIPPED, State.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A line of the order. `goods` is None where the product isn't in the catalogue any more."""

    title: str
    quantity: int
    gross: Decimal
    method: str
    goods: Goods | None
    cancelled: int
    returned: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a part's way, done, current or still to come."""

    title: str
    done: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the order that travels together: a parcel, or what is collected in one shop."""

    method: str
    place: Place | None
    items: Sequence[OrderItem]
    steps: Sequence[Step]
    fulfilment: Fulfilment | None = None

    @property
    def is_pickup(self) -> bool:
        return self.method == Line.Method.PICKUP

    @property
    def is_shipped(self) -> bool:
        return self.method == Line.Method.DELIVERY

    @property
    def is_ready(self) -> bool:
        return self.fulfilment is not None and self.fulfilment.state == State.READY

    @property
    def is_cancelled(self) -> bool:
        return self.fulfilment is not None and self.fulfilment.state == State.CANCELLED


@dataclass(frozen=True, slots=True)
class OrderView:
    """All that the order's page shows."""

    order: Order
    parts: Sequence[Part]
    charges: Sequence[OrderItem] = field(default=())

    @property
    def count(self) -> int:
        return sum(item.quantity for part in self.parts for item in part.items)

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
        ready = [part for part in self.parts if part.is_ready and part.is_pickup and part.place]
        if ready:
            return _("Your things are ready in %(shop)s") % {"shop": ready[0].place.name}  # type: ignore[union-attr]
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
    lines = list(Line.objects.filter(order=order).order_by("position"))
    goods = describe(product_ids={line.product_id for line in lines if line.product_id})
    items = {line.pk: _item(line, goods) for line in lines}
    wares = [line for line in lines if line.kind == Line.Kind.GOODS]
    parts = _planned(order, items) or _wished(order, wares, items)
    charges = [items[line.pk] for line in lines if line.kind != Line.Kind.GOODS]
    return OrderView(order, parts, charges)


def _item(line: Line, goods: dict[int, Goods], quantity: int | None = None) -> OrderItem:
    return OrderItem(
        title=line.title,
        quantity=quantity or line.quantity,
        gross=line.line_price_incl_tax,
        method=line.method,
        goods=goods.get(line.product_id) if line.product_id else None,
        cancelled=line.cancelled_quantity,
        returned=line.returned_quantity,
    )


def _planned(order: Order, items: dict[int, OrderItem]) -> list[Part]:
    rows = Fulfilment.objects.filter(order=order).order_by("pk")
    lines = FulfilmentLine.objects.order_by("pk")
    return [
        Part(
            method=str(fulfilment.method),
            place=place_by_id(fulfilment.location_id),
            items=[items[key] for key in ordered_units(fulfilment.lines.all()) if key in items],
            steps=steps_of(order, str(fulfilment.method), fulfilment),
            fulfilment=fulfilment,
        )
        for fulfilment in rows.prefetch_related(Prefetch("lines", queryset=lines))
    ]


def _wished(order: Order, wares: list[Line], items: dict[int, OrderItem]) -> list[Part]:
    groups: dict[tuple[str, int | None], list[OrderItem]] = defaultdict(list)
    for line in wares:
        groups[line.method, line.pickup_location_id].append(items[line.pk])
    return [
        Part(method, place_by_id(location_id), group, steps_of(order, method, None))
        for (method, location_id), group in groups.items()
    ]


def steps_of(order: Order, method: str, fulfilment: Fulfilment | None) -> list[Step]:
    """Return the steps of a part and how far it has come; goods taken along have none."""
    if method not in (Line.Method.PICKUP, Line.Method.DELIVERY):
        return []
    state = fulfilment.state if fulfilment else ""
    paid = order.status in (Order.Status.CONFIRMED, Order.Status.COMPLETED)
    last = _("Collected") if method == Line.Method.PICKUP else _("On its way")
    middle = _("Ready for you") if method == Line.Method.PICKUP else _("Packed")
    reached = [
        (_("Ordered"), True),
        (_("Confirmed"), paid),
        (middle, state in PACKED),
        (last, state in CLOSED),
    ]
    furthest = max(index for index, (_title, done) in enumerate(reached) if done)
    closed = state in CLOSED
    return [
        Step(title, done=index < furthest or closed, current=index == furthest and not closed)
        for index, (title, _done) in enumerate(reached)
    ]
