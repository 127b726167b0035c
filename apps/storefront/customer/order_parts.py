"""The parts of an order: what travels together in a parcel, or is collected in one shop, and how far it has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from apps.channels.models import Location
from apps.core.money import split
from apps.fulfilment.models import Fulfilment, FulfilmentLine
from apps.fulfilment.selectors import ordered_units
from apps.orders.models import Line, Order

from ..goods import Goods

State = Fulfilment.State
PACKED = (State.READY, State.SHIPPED, State.HANDED_OVER)
CLOSED = (State.SHIPPED, State.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A line of the order, or so much of it as is in one part. `goods` is None for what left the catalogue."""

    title: str
    quantity: int
    gross: Decimal
    method: str
    goods: Goods | None
    cancelled: int = 0
    returned: int = 0


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
    location: Location | None
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
        if self.fulfilment is not None:
            return bool(self.fulfilment.state == State.CANCELLED)
        return all(item.cancelled == item.quantity for item in self.items)


def item_of(line: Line, goods: Mapping[int, Goods]) -> OrderItem:
    """Return a line as a whole."""
    return OrderItem(
        title=line.title,
        quantity=line.quantity,
        gross=line.line_price_incl_tax,
        method=line.method,
        goods=goods.get(line.product_id) if line.product_id else None,
        cancelled=line.cancelled_quantity,
        returned=line.returned_quantity,
    )


def parts_of(order: Order, wares: Sequence[Line], goods: Mapping[int, Goods]) -> list[Part]:
    """Return the parts as they are planned, then as it was wished what no part has, or none any more."""
    planned = _fulfilments(order)
    units = {fulfilment.pk: ordered_units(fulfilment.lines.all()) for fulfilment in planned}
    items: dict[int, list[OrderItem]] = defaultdict(list)
    rest = []
    for line in wares:
        within = [fulfilment.pk for fulfilment in planned if line.pk in units[fulfilment.pk]]
        shares = _shares(line, [units[key][line.pk] for key in within], goods, order.currency)
        for key, share in zip(within, shares, strict=True):
            items[key].append(share)
        rest += [] if within else [line]
    parts = [_part(order, each, items[each.pk]) for each in planned if items[each.pk]]
    return [*parts, *_wished(order, rest, goods)]


def _fulfilments(order: Order) -> list[Fulfilment]:
    lines = Prefetch("lines", queryset=FulfilmentLine.objects.order_by("pk"))
    found = Fulfilment.objects.filter(order=order).select_related("location").order_by("pk")
    return list(found.prefetch_related(lines))


def _shares(
    line: Line, units: Sequence[int], goods: Mapping[int, Goods], currency: str
) -> Sequence[OrderItem]:
    """Return so much of a line as lies in each of several parts; what was cancelled or returned stands in the first.

    A bundle whose components come from several places is in each of them.
    """
    if len(units) < 2:
        return [item_of(line, goods)] * len(units)
    first, *others = split(line.line_price_incl_tax, units, currency)
    whole = item_of(line, goods)
    return [
        replace(whole, quantity=max(units[0], line.quantity - sum(units[1:])), gross=first),
        *(
            replace(whole, quantity=number, gross=gross, cancelled=0, returned=0)
            for number, gross in zip(units[1:], others, strict=True)
        ),
    ]


def _part(order: Order, fulfilment: Fulfilment, items: Sequence[OrderItem]) -> Part:
    method = str(fulfilment.method)
    return Part(method, fulfilment.location, items, steps_of(order, method, fulfilment), fulfilment)


def _wished(order: Order, lines: Sequence[Line], goods: Mapping[int, Goods]) -> list[Part]:
    groups: dict[tuple[str, Location | None], list[OrderItem]] = defaultdict(list)
    for line in lines:
        groups[line.method, line.pickup_location].append(item_of(line, goods))
    return [
        Part(method, location, group, steps_of(order, method, None))
        for (method, location), group in groups.items()
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
