"""Incidents in words: what happened, what it means, where to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.models import Incident
from apps.core.outbox import UNDELIVERED
from apps.core.self_audit import KIND as DRIFT


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of incident is called, and what to do about it."""

    title: str | Promise
    advice: str | Promise
    icon: str = "alert"
    can_retry: bool = False
    page: str = ""
    """Where to look, if not at the page of the incident's subject."""


@dataclass(frozen=True, slots=True)
class Said:
    """One incident in words, and the page of its subject."""

    title: str
    detail: str
    advice: str
    icon: str
    url: str
    can_retry: bool


KINDS: Mapping[str, Kind] = {
    "stock-below-zero": Kind(
        _("Sold more than there was"),
        _("Count the shelf and correct the stock; a receipt may not have been booked yet."),
        "box",
    ),
    "stock-overpromised": Kind(
        _("Promised goods are gone"),
        _("Find the goods, move some from another location, or cancel an order that can't be kept."),
        "box",
    ),
    "count-late": Kind(
        _("Something was told after a count was posted"),
        _("Look at the count: one click books what makes the stock right again."),
        "scan",
    ),
    "till-sale-attention": Kind(
        _("A till's sale couldn't be booked"), _("Open it under Tills and choose what to do."), "till"
    ),
    "till-sale-conflict": Kind(
        _("A till sent one sale with two contents"),
        _("Compare both under Tills and say which one happened."),
        "till",
    ),
    "till-sales-missing": Kind(
        _("Sales of a till are missing"),
        _("Switch the till on with a network so that it sends them; they may still be in it."),
        "offline",
    ),
    "payment-unresolved": Kind(
        _("A payment's outcome is still unknown"),
        _("Ask the bank what became of it; we have stopped asking by ourselves."),
        "card",
    ),
    "order-paid-after-cancellation": Kind(
        _("Money came for an order that was given up"),
        _("It is paid back by itself; tell the customer that the order was cancelled."),
        "card",
    ),
    "order-payment-mismatch": Kind(
        _("What was paid isn't what the order comes to"),
        _("Look at the payments: pay back what is too much, or ask for what is missing."),
        "card",
    ),
    "refund-failed": Kind(
        _("A refund failed"), _("Pay it back in another way and tell the customer."), "card"
    ),
    "refund-contradiction": Kind(
        _("The bank contradicts itself about a refund"),
        _("Compare with the bank's own list before paying anything back again."),
        "card",
    ),
    "webhook-unmatched": Kind(
        _("The bank told of a payment that we don't know"),
        _("Look it up with the bank; it may belong to another system."),
        "card",
    ),
    "pick-missing": Kind(
        _("Goods weren't on the shelf"),
        _("Look again, count them, or send them from another location."),
        "hand",
    ),
    "over-delivered": Kind(
        _("A supplier delivered more than was ordered"),
        _("Keep it, or send back what is too much; then look whether the invoice is right."),
        "truck",
    ),
    UNDELIVERED: Kind(
        _("News couldn't be delivered inside the system"),
        _("What should follow from it hasn't happened. Have it tried again once the cause is mended."),
        "alert",
        can_retry=True,
    ),
    DRIFT: Kind(
        _("A counter differs from its ledger"),
        _("Look at the rows on the audit page; nothing is repaired by itself."),
        "alert",
        page="audit",
    ),
}


PAGES: Mapping[str, str] = {
    "stock": "stock-item",
    "stock-count": "count",
    "till-sale": "till-sale",
    "till": "till",
    "order": "order-by-key",
    "fulfilment": "fulfilment-by-key",
    "fulfilment-line": "fulfilment-page",
    "goods-receipt": "receipt-by-key",
}
"""By the kind of subject, the page that shows it."""


def say(incident: Incident) -> Said:
    """Return the incident in the reader's words; an unknown kind by its code."""
    kind = KINDS.get(incident.kind) or Kind(incident.kind.replace("-", " ").capitalize(), "")
    url = reverse(f"backoffice:{kind.page}") if kind.page else _url(incident)
    return Said(str(kind.title), _detail(incident), str(kind.advice), kind.icon, url, kind.can_retry)


def _detail(incident: Incident) -> str:
    data: Mapping[str, Any] = incident.data
    if incident.kind == DRIFT:
        return f"{incident.subject} × {data.get('total', 1)}"
    parts = [
        f"{key.replace('_', ' ')}: {value}"
        for key, value in data.items()
        if not key.endswith("_id") and isinstance(value, str | int | float)
    ]
    return ", ".join(parts[:4])


def _url(incident: Incident) -> str:
    kind, _colon, key = incident.subject.partition(":")
    name, argument = PAGES.get(kind, ""), key
    if kind in ("stock", "stock-count"):
        argument = key.partition(":")[0]
    elif kind == "fulfilment-line":
        argument = str(incident.data.get("fulfilment", ""))
    try:
        return reverse(f"backoffice:{name}", args=[argument]) if name and argument else ""
    except NoReverseMatch:  # the subject names something that has no page
        return ""
