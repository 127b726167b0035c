"""The menu: what the person may open, with how much waits there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core import clock

from .access import Staff
from .places import reaches_everywhere
from .waiting import waiting


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu, open to those who may do the act; `counts` is what of the waiting it shows."""

    title: str | Promise
    icon: str
    view: str
    act: str
    counts: str = ""
    is_bad: bool = False
    everywhere: bool = False
    """Only for those whose act isn't limited to some locations."""

    def is_open_to(self, staff: Staff) -> bool:
        """Tell whether the person may open the page."""
        return staff.can(self.act) and (not self.everywhere or reaches_everywhere(staff.rights, self.act))

    @property
    def url(self) -> str:
        return reverse(f"backoffice:{self.view}")


@dataclass(frozen=True, slots=True)
class Group:
    title: str | Promise
    entries: tuple[Entry, ...]


MENU = (
    Group(
        _("Work"),
        (
            Entry(_("Today"), "home", "today", "dashboard.view"),
            Entry(_("Orders"), "list", "orders", "orders.view"),
            Entry(_("Picking"), "hand", "fulfilment", "fulfilment.work", "to_do"),
            Entry(_("Exceptions"), "alert", "exceptions", "exceptions.resolve", "exceptions", is_bad=True),
            Entry(_("Audit"), "check", "audit", "exceptions.resolve", everywhere=True),
        ),
    ),
    Group(
        _("Stock"),
        (
            Entry(_("Stock"), "box", "stock", "stock.view"),
            Entry(_("Low stock"), "alert", "low-stock", "stock.view", "low"),
            Entry(_("Counts"), "scan", "counts", "stock.count"),
            Entry(_("Transfers"), "truck", "transfers", "stock.transfer"),
            Entry(_("Imports"), "upload", "imports", "catalog.import"),
        ),
    ),
    Group(
        _("Purchasing"),
        (
            Entry(_("Proposals"), "box", "proposals", "purchasing.manage"),
            Entry(_("Purchase orders"), "list", "purchases", "purchasing.manage"),
            Entry(_("Receiving"), "scan", "receiving", "stock.receive"),
            Entry(_("Receipts"), "check", "receipts", "purchasing.manage"),
            Entry(_("Suppliers"), "truck", "suppliers", "purchasing.manage"),
        ),
    ),
    Group(_("Shops"), (Entry(_("Tills"), "till", "tills", "tills.view", "tills", is_bad=True),)),
)


def open_entries(staff: Staff) -> Iterator[Entry]:
    """Yield the pages that the person may open, in the order of the menu."""
    for group in MENU:
        yield from (entry for entry in group.entries if entry.is_open_to(staff))


def menu_for(request: HttpRequest, staff: Staff) -> list[dict[str, Any]]:
    """Return the menu as the rail shows it."""
    now = waiting(staff.sight, at=clock.now())
    counts = {
        "to_do": now.to_pick + now.ready,
        "exceptions": now.exceptions,
        "tills": now.tills,
        "low": now.low,
    }
    groups = []
    for group in MENU:
        items = [_item(entry, request, counts) for entry in group.entries if entry.is_open_to(staff)]
        if items:
            groups.append({"title": group.title, "items": items})
    return groups


def _item(entry: Entry, request: HttpRequest, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "title": entry.title,
        "icon": entry.icon,
        "url": entry.url,
        "current": request.path.startswith(entry.url),
        "count": counts.get(entry.counts, 0),
        "count_bad": entry.is_bad,
    }
