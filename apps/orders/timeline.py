"""What happened to an order, put into words for the customer or for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.ui import amount_words
from apps.payments.selectors import Payment

from .models import OrderEvent

_WORDS: dict[str, tuple[str | Promise, str]] = {
    "placed": (_("Ordered"), ""),
    "recorded": (_("Sold"), "done"),
    "paid": (_("Paid"), "done"),
    "payment-declined": (_("The bank declined the payment"), "bad"),
    "payment-cancelled": (_("The payment was called off"), ""),
    "payment-retried": (_("Another way of paying was chosen"), ""),
    "payment-pending": (_("Waiting for the payment"), ""),
    "payment-action-needed": (_("Waiting for the customer's bank"), ""),
    "payment-unknown": (_("The payment's outcome is unknown"), "bad"),
    "payment-authorised": (_("Payment authorised"), "done"),
    "payment-captured": (_("Paid"), "done"),
    "overpaid": (_("Paid too much; the money goes back"), "bad"),
    "confirmed": (_("Confirmed"), "done"),
    "completed": (_("Completed"), "done"),
    "cancelled": (_("Cancelled"), "bad"),
    "partly-cancelled": (_("Partly cancelled"), "bad"),
    "returned": (_("Goods came back"), ""),
    "pick-missing": (_("Not on the shelf"), "bad"),
    "fulfilment-ready": (_("Ready"), "done"),
    "fulfilment-shipped": (_("Sent"), "done"),
    "fulfilment-handed-over": (_("Handed over"), "done"),
    "fulfilment-cancelled": (_("Not sent"), ""),
    "letter-resent": (_("E-mail sent again"), ""),
    "note": (_("Note"), ""),
}
"""Each kind of event with its words and the tone of its mark."""

_PUBLIC = ("location", "carrier", "tracking_number", "return")
_FOR_STAFF = ("reason", "without_code", "method", "title", "sku", "note")
"""What an event's data says beside amounts and goods: to everybody, and to staff alone."""


_METHODS = dict(Payment.Method.choices)


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline. `actor` is empty for customers, and where no person acted."""

    at: datetime
    kind: str
    title: str
    detail: str
    actor: str
    tone: str


def happening(event: OrderEvent, *, staff: bool) -> Happening:
    """Return an event in the active language."""
    words, tone = _WORDS.get(event.kind, (event.kind.replace("-", " ").capitalize(), ""))
    actor = str(event.actor) if staff and event.actor else ""
    return Happening(event.at, event.kind, str(words), _detail(event.data, staff=staff), actor, tone)


def _detail(data: Mapping[str, Any], *, staff: bool) -> str:
    names = _PUBLIC + _FOR_STAFF if staff else _PUBLIC
    parts = [_amount(data), *_goods(data), *(_words(name, data[name]) for name in names if data.get(name))]
    return " · ".join(part for part in parts if part)


def _words(name: str, value: Any) -> str:
    """Return what an event says; a way of paying by what it is called."""
    return str(_METHODS.get(value, value)) if name == "method" else str(value)


def _amount(data: Mapping[str, Any]) -> str:
    try:
        return str(amount_words(Decimal(data["amount"]), data["currency"]))
    except (KeyError, InvalidOperation):
        return ""


def _goods(data: Mapping[str, Any]) -> list[str]:
    return [f"{line['quantity']} × {line['title']}" for line in data.get("lines", ())]
