"""What the audit compares and finds, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Location
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
    recorded: Any
    expected: Any
    url: str = ""
    repair_url: str = ""
    correct_url: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """A counter that differs from its ledger, and some of its rows."""

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
    """Return the counters with their rows; levels by the names of product and location, with two queries."""
    levels = [_level(row[0]) for each in incidents for row in each.data.get("rows", [])]
    keys = [level for level in levels if level]
    products = names_of(
        list(Product.objects.filter(pk__in=[key[0] for key in keys]).select_related("parent"))
    )
    places = dict(Location.objects.filter(pk__in=[key[1] for key in keys]).values_list("pk", "name"))
    return [
        Differing(
            each.subject,
            each.data.get("total", 0),
            [_row(each.subject, row, products, places, staff) for row in each.data.get("rows", [])],
            each.opened_at,
        )
        for each in incidents
    ]


def _level(subject: str) -> tuple[int, int] | None:
    kind, *keys = subject.split(":")
    if kind != "stock" or len(keys) < 2 or not all(key.isdecimal() for key in keys[:2]):
        return None
    return int(keys[0]), int(keys[1])


def _row(
    counter: str, row: Sequence[Any], products: Mapping[int, str], places: Mapping[int, str], staff: Staff
) -> Row:
    subject, recorded, expected = row
    level = _level(subject)
    if level is None or level[0] not in products or level[1] not in places:
        return Row(subject, recorded, expected)
    month = subject.split(":")[3:]
    words = " · ".join([products[level[0]], places[level[1]], *month])
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
