"""All that the page of one order shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from apps.core.money import ZERO
from apps.fulfilment.models import Fulfilment, FulfilmentLine
from apps.fulfilment.selectors import ordered_units
from apps.notifications.selectors import letters_about
from apps.orders.models import Line, Order, Return
from apps.orders.selectors import timeline
from apps.orders.services.returning import returnable
from apps.payments.selectors import Payment

from ..shell.access import Staff
from ..shell.names import add_names
from ..shell.once import new_mark
from ..shell.pictures import add_pictures
from .selectors import CHANNEL_ICONS, customer_name
from .states import payment_of, state_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Goods of one order line, on one of their ways."""

    line: Line
    quantity: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way that goods of the order take: a fulfilment, or taken along."""

    fulfilment: Fulfilment | None
    pieces: list[Piece]
    workable: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What the order came to when it was placed, what has changed since, and what it comes to now."""

    items: int
    goods: Decimal
    discount: Decimal
    delivery: Decimal
    services: Decimal
    placed: Decimal
    back: Decimal
    total: Decimal
    tax: Decimal
    paid: Decimal
    refunded: Decimal


def detail_of(*, order: Order, staff: Staff) -> dict[str, Any]:
    """Return the page's context; a fixed number of queries."""
    lines = list(
        Line.objects.filter(order=order)
        .select_related("product__parent", "pickup_location")
        .order_by("position", "pk")
    )
    add_pictures(line.product for line in lines)
    add_names(lines)
    fulfilments = _fulfilments(order)
    payments = list(
        Payment.objects.filter(order_payment__order=order).prefetch_related("refunds").order_by("created_at")
    )
    return {
        "order": order,
        "customer": customer_name(order),
        "icon": CHANNEL_ICONS.get(order.channel.kind, "globe"),
        "state": state_of(order, fulfilments),
        "payment": payment_of(payments),
        "ways": _ways(lines, fulfilments, staff),
        "charges": [line for line in lines if line.kind != Line.Kind.GOODS],
        "sums": _sums(order, lines, payments),
        "payments": payments,
        "returns": list(
            Return.objects.filter(order=order).select_related("location").order_by("received_at")
        ),
        "letters": list(letters_about(order=order)),
        "mark": new_mark(),
        "events": timeline(order=order, staff=True),
        "can_cancel": staff.can("orders.cancel") and order.status in ("awaiting-payment", "confirmed"),
        "can_take_back": staff.can("orders.refund") and any(returnable(order=order).values()),
    }


def _fulfilments(order: Order) -> list[Fulfilment]:
    parts = FulfilmentLine.objects.select_related("order_line").order_by("pk")
    return list(
        order.fulfilments.select_related("location", "assigned_to")
        .prefetch_related(Prefetch("lines", parts))
        .order_by("pk")
    )


def _ways(lines: Sequence[Line], fulfilments: Sequence[Fulfilment], staff: Staff) -> list[Way]:
    by_key = {line.pk: line for line in lines}
    planned: dict[int, int] = defaultdict(int)
    ways = []
    for fulfilment in fulfilments:
        pieces = []
        for line_id, units in ordered_units(fulfilment.lines.all()).items():
            planned[line_id] += units
            pieces.append(Piece(by_key[line_id], units))
        workable = staff.can("fulfilment.work", fulfilment.location_id)
        ways.append(Way(fulfilment, pieces, workable))
    rest = [
        Piece(line, line.quantity - planned[line.pk])
        for line in lines
        if line.kind == Line.Kind.GOODS and line.quantity > planned[line.pk]
    ]
    return [*ways, Way(None, rest, False)] if rest else ways


def _sums(order: Order, lines: Sequence[Line], payments: Sequence[Payment]) -> Sums:
    goods = [line for line in lines if line.kind == Line.Kind.GOODS]
    before = sum((line.line_price_before_discounts_incl_tax for line in goods), ZERO)
    after = sum((line.line_price_incl_tax for line in goods), ZERO)
    of_kind = {
        kind: sum((line.line_price_incl_tax for line in lines if line.kind == kind), ZERO)
        for kind in (Line.Kind.DELIVERY, Line.Kind.SERVICE)
    }
    placed = sum((line.line_price_incl_tax for line in lines), ZERO)
    return Sums(
        items=sum(line.quantity for line in goods),
        goods=before,
        discount=after - before,
        delivery=of_kind[Line.Kind.DELIVERY],
        services=of_kind[Line.Kind.SERVICE],
        placed=placed,
        back=order.total_incl_tax - placed,
        total=order.total_incl_tax,
        tax=order.total_incl_tax - order.total_excl_tax,
        paid=sum((payment.captured_amount for payment in payments), ZERO),
        refunded=sum((payment.refunded_amount for payment in payments), ZERO),
    )
