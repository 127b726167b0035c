"""What each letter is about: the facts its template needs, gathered when it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import User
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.selectors import ordered_units
from apps.orders.models import Order, OrderEntry, Return
from apps.payments.selectors import due_on_collection
from apps.purchasing.models import PurchaseOrder


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to write: to whom, in which language, what its template may say, and what goes with it."""

    kind: str
    cause: str
    recipient: str
    user: User | None
    language: str
    context: Mapping[str, Any]
    attachments: tuple[Attachment, ...] = ()


def order_letter(kind: str, order: Order) -> Letter | None:
    """Return a letter about an order; None for an order without an address to write to."""
    if not order.email:
        return None
    lines = list(order.lines.select_related("pickup_location").order_by("position"))
    return Letter(
        kind=kind,
        cause=f"order:{order.pk}",
        recipient=order.email,
        user=order.user,
        language=_language_of(order),
        context={
            "order": order,
            "goods": [line for line in lines if line.kind != "delivery"],
            "charges": [line for line in lines if line.kind == "delivery"],
            "shops": list(dict.fromkeys(line.pickup_location for line in lines if line.pickup_location)),
            "due": due_on_collection(subject=f"order:{order.pk}"),
            "total": order.total_incl_tax if kind != "order-cancelled" else _total_as_placed(order),
            "url": tracking_url(order),
        },
    )


def partly_cancelled_letter(order: Order, *, at: datetime) -> Letter | None:
    """Return the letter about those goods of an order that were called off at the moment; None without an address."""
    letter = order_letter("order-partly-cancelled", order)
    told = order.events.filter(kind="partly-cancelled", at=at).order_by("pk").last()
    if letter is None or told is None:
        return None
    dropped = {"dropped": told.data["lines"], "total": order.total_incl_tax}
    return replace(letter, cause=f"{letter.cause}:{told.pk}", context={**letter.context, **dropped})


def fulfilment_letter(kind: str, fulfilment: Fulfilment) -> Letter | None:
    """Return a letter about a parcel or a collection; None where there is nobody to write to."""
    order = fulfilment.order
    if not order.email:
        return None
    return Letter(
        kind=kind,
        cause=f"fulfilment:{fulfilment.pk}",
        recipient=order.email,
        user=order.user,
        language=_language_of(order),
        context={
            "order": order,
            "fulfilment": fulfilment,
            "location": fulfilment.location,
            "lines": _goods_in(fulfilment),
            "due": due_on_collection(subject=f"order:{order.pk}"),
            "url": tracking_url(order),
        },
    )


def _goods_in(fulfilment: Fulfilment) -> list[tuple[str, int]]:
    """Return what was ordered and is in the parcel or the collection: titles and units."""
    lines = fulfilment.lines.select_related("order_line").order_by("order_line__position", "pk")
    titles = {line.order_line_id: str(line.order_line.title) for line in lines}
    return [(titles[key], units) for key, units in ordered_units(lines).items()]


def return_letter(handed_in: Return) -> Letter | None:
    """Return the letter that tells what was taken back and what is paid back; None without an address."""
    order = handed_in.order
    person = handed_in.customer or (order.user if order else None)
    recipient = (order.email if order else "") or (person.email if person else "") or ""
    if not recipient:
        return None
    return Letter(
        kind="return-settled",
        cause=f"return:{handed_in.pk}",
        recipient=recipient,
        user=person,
        language=_language_of(order)
        if order
        else (person.language if person else "") or settings.LANGUAGE_CODE,
        context={
            "order": order,
            "handed_in": handed_in,
            "lines": list(handed_in.lines.order_by("position")),
            "url": tracking_url(order) if order else "",
        },
    )


def purchase_letter(
    order: PurchaseOrder, *, recipient: str, message: str, attachments: tuple[Attachment, ...] = ()
) -> Letter:
    """Return the letter that takes a purchase order to its supplier, in the supplier's language."""
    return Letter(
        kind="purchase-order",
        cause=f"purchase-order:{order.pk}:{order.version}",
        recipient=recipient,
        user=None,
        language=order.supplier.language,
        context={"order": order, "message": message},
        attachments=attachments,
    )


def tracking_url(order: Order) -> str:
    """Return the full address at which the customer finds the order; it asks for the e-mail address there."""
    return f"{settings.SITE_URL}{reverse('storefront:find-order')}?{urlencode({'number': order.number})}"


def _language_of(order: Order) -> str:
    return order.language or (order.user.language if order.user else "") or settings.LANGUAGE_CODE


def _total_as_placed(order: Order) -> Any:
    """Return what the order came to before it was cancelled."""
    booked = order.entries.exclude(kind=OrderEntry.Kind.CANCELLATION)
    return sum((entry.gross for entry in booked), start=order.total_incl_tax * 0)
