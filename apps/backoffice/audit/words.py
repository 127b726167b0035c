"""What the audit compares and finds, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Channel, Location
from apps.core import formatting, ui
from apps.core.models import AuditRun, Incident

from ..shell.access import Staff

CHECKS: Mapping[str, str | Promise] = {
    "apps.stock.reconciliation.levels": _("Stock levels"),
    "apps.stock.reconciliation.promises": _("Promised and held"),
    "apps.stock.reconciliation.journeys": _("Goods on their way"),
    "apps.stock.reconciliation.months": _("Stock by month"),
    "apps.stock.reconciliation.costs": _("Average costs"),
    "apps.payments.reconciliation.drifts": _("Payments"),
    "apps.orders.reconciliation.drifts": _("Orders"),
    "apps.fulfilment.reconciliation.drifts": _("Goods handed over"),
    "apps.purchasing.reconciliation.drifts": _("Purchases"),
    "apps.assortment.reconciliation.drifts": _("Shop window"),
}
COUNTERS: Mapping[str, str | Promise] = {
    "on_hand": _("On hand"),
    "quarantined": _("Quarantine"),
    "displayed": _("Display"),
    "in_transit": _("On the way"),
    "allocated": _("Promised"),
    "held": _("Held"),
}
AREAS: Mapping[str, str | Promise] = {
    "stock": _("Stock"),
    "payments": _("Payments"),
    "orders": _("Orders"),
    "fulfilment": _("Goods handed over"),
    "purchasing": _("Purchases"),
    "assortment": _("Shop window"),
}
COUNTED: Mapping[str, str | Promise] = {
    **{f"stock.{counter.replace('_', '-')}": words for counter, words in COUNTERS.items()},
    "stock.transfers": _("Goods on their way"),
    "stock.months": _("Stock by month"),
    "stock.average-cost": _("Average costs"),
    "payments.authorised": _("Authorised"),
    "payments.captured": _("Captured"),
    "payments.refunded": _("Refunded"),
    "assortment.available": _("Available"),
    "assortment.price": _("Price"),
    "assortment.was": _("Price before the reduction"),
    "assortment.is_published": _("Shown"),
}
"""What a counter is called by those who don't know the code; the others go by their area."""
OF_A_LEVEL = {f"stock.{counter.replace('_', '-')}" for counter in COUNTERS}


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of a run: its name, what it found, and how long it took in seconds."""

    name: str
    found: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row that differs: whose, what is recorded and what the ledger says, where to look and where to repair it."""

    subject: str
    recorded: str
    expected: str
    url: str = ""
    repair_url: str = ""
    correct_url: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """A counter that differs from its ledger: in words, by its code, with some of its rows."""

    words: str
    name: str
    total: int
    rows: list[Row]
    since: Any


def checked(run: AuditRun) -> list[Checked]:
    """Return the run's checks in the reader's language; an unknown one by its path."""
    return [
        Checked(str(CHECKS.get(each["check"], each["check"])), each["found"], each["seconds"])
        for each in run.results
    ]


def counter_words(counter: str) -> str:
    """Return what a level's counter is called."""
    return str(COUNTERS[counter])


def differing(incidents: Sequence[Incident], *, staff: Staff) -> list[Differing]:
    """Return the counters with their rows; products, locations and channels by name, with three queries."""
    subjects = [row[0] for each in incidents for row in each.data.get("rows", [])]
    named = _Named(subjects)
    return [
        Differing(
            _in_words(each.subject),
            each.subject,
            each.data.get("total", 0),
            [_row(each.subject, row, named, staff) for row in each.data.get("rows", [])],
            each.opened_at,
        )
        for each in incidents
    ]


def _in_words(counter: str) -> str:
    area = str(AREAS.get(counter.partition(".")[0], ""))
    return ": ".join(part for part in (area, str(COUNTED.get(counter, ""))) if part) or counter


class _Named:
    """What the rows' subjects name: products at locations, and products in channels."""

    def __init__(self, subjects: Sequence[str]) -> None:
        levels = [level for level in map(_level, subjects) if level]
        shown = [window for window in map(_window, subjects) if window]
        keys = [product for product, _place in levels] + [product for _channel, product in shown]
        self.products = names_of(list(Product.objects.filter(pk__in=keys).select_related("parent")))
        places = Location.objects.filter(pk__in=[place for _product, place in levels])
        self.places = dict(places.values_list("pk", "name"))
        channels = Channel.objects.filter(code__in=[channel for channel, _product in shown])
        self.channels = dict(channels.values_list("code", "name"))


def _level(subject: str) -> tuple[int, int] | None:
    kind, *keys = subject.split(":")
    if kind != "stock" or len(keys) < 2 or not all(key.isdecimal() for key in keys[:2]):
        return None
    return int(keys[0]), int(keys[1])


def _window(subject: str) -> tuple[str, int] | None:
    channel, _colon, key = subject.partition(":")
    return (channel, int(key)) if channel != "stock" and key.isdecimal() else None


def _row(counter: str, row: Sequence[Any], named: _Named, staff: Staff) -> Row:
    subject, recorded, expected = row[0], _figure(row[1]), _figure(row[2])
    window = _window(subject) if counter.startswith("assortment.") else None
    if window and window[0] in named.channels and window[1] in named.products:
        words = f"{named.products[window[1]]} · {named.channels[window[0]]}"
        return Row(words, recorded, expected, reverse("backoffice:stock-item", args=[window[1]]))
    level = _level(subject)
    if level is None or level[0] not in named.products or level[1] not in named.places:
        return Row(subject, recorded, expected)
    month = subject.split(":")[3:]
    words = " · ".join([named.products[level[0]], named.places[level[1]], *month])
    may = staff.can("stock.adjust", level[1])
    repairable = may and (counter in OF_A_LEVEL or counter == "stock.months")
    return Row(
        words,
        recorded,
        expected,
        reverse("backoffice:stock-item", args=[level[0]]),
        reverse("backoffice:audit-repair", args=level) if repairable else "",
        reverse("backoffice:adjust", args=level) if may and counter == "stock.on-hand" else "",
    )


def _figure(value: Any) -> str:
    """Return a figure as the reader writes it, whatever it was kept as; a dash where there is none."""
    try:
        return formatting.format_number(Decimal(str(value)).normalize(), locale=ui.reader_locale())
    except InvalidOperation:
        return "–" if value is None else str(value)
