"""What happened to an order, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.orders.models import Order, OrderEvent

WORDS: Mapping[str, tuple[str | Promise, str]] = {
    "placed": (_("Ordered"), ""),
    "recorded": (_("Sold"), "done"),
    "confirmed": (_("Confirmed"), "done"),
    "completed": (_("Completed"), "done"),
    "cancelled": (_("Cancelled"), "bad"),
    "returned": (_("Goods came back"), ""),
    "fulfilment-ready": (_("Ready"), "done"),
    "fulfilment-shipped": (_("Shipped"), "done"),
    "fulfilment-handed-over": (_("Handed over"), "done"),
    "fulfilment-cancelled": (_("Called off"), "bad"),
    "pick-missing": (_("Not on the shelf"), "bad"),
    "paid": (_("Paid"), "done"),
    "overpaid": (_("Paid more than it comes to"), "bad"),
    "partly-cancelled": (_("Partly cancelled"), "bad"),
    "payment-retried": (_("Another payment was tried"), ""),
    "payment-pending": (_("Waiting for the payment"), ""),
    "payment-action-needed": (_("Waiting for the customer's bank"), ""),
    "payment-unknown": (_("The payment's outcome is unknown"), "bad"),
    "payment-authorised": (_("Payment authorised"), "done"),
    "payment-captured": (_("Paid"), "done"),
    "payment-declined": (_("Payment declined"), "bad"),
    "payment-cancelled": (_("Payment given up"), ""),
    "letter-resent": (_("E-mail sent again"), ""),
}
"""A kind of event: its words, and the tone of its mark."""

DETAILS = ("title", "reason", "without_code", "note", "return", "location", "carrier", "tracking_number")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the timeline shows it."""

    at: datetime
    title: str
    detail: str
    actor: str
    tone: str


def told(order: Order) -> list[Told]:
    """Return the order's events, newest first, with one query."""
    events = OrderEvent.objects.filter(order=order).select_related("actor").order_by("-at", "-pk")
    return [_tell(event) for event in events]


def _tell(event: OrderEvent) -> Told:
    words, tone = WORDS.get(event.kind, (event.kind.replace("-", " ").capitalize(), ""))
    return Told(event.at, str(words), _detail(event.data), str(event.actor or ""), tone)


def _detail(data: Mapping[str, Any]) -> str:
    parts = [str(data[key]) for key in DETAILS if data.get(key)]
    if data.get("amount"):
        parts.insert(0, f"{data['amount']} {data.get('currency', '')}".strip())
    return " · ".join(parts)
