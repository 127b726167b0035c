"""Counts in words: what contradicts itself, what was done."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from apps.accounts.models import User
from apps.core import clock, formatting, ui
from apps.core.models import AuditEntry
from apps.stock.count_types import Conflict, ConflictKind, ReviewedLine
from apps.stock.counting_selectors import StockCount

from ..shell.stories import Event

ACTS: Mapping[str, tuple[str | Promise, str]] = {
    "count.opened": (gettext_lazy("Opened"), ""),
    "count.finished": (gettext_lazy("Counting finished"), ""),
    "count.resumed": (gettext_lazy("Counting taken up again"), ""),
    "count.file-taken": (gettext_lazy("Taken from a file"), ""),
    "count.lines-accept": (gettext_lazy("Lines to be booked as counted"), ""),
    "count.lines-skip": (gettext_lazy("Lines left as in the book"), ""),
    "count.lines-recount": (gettext_lazy("Lines to be counted again"), "warn"),
    "count.rest-none": (gettext_lazy("What wasn't found taken for none"), "warn"),
    "count.rest-left": (gettext_lazy("What wasn't counted left as in the book"), ""),
    "count.handed-in": (gettext_lazy("Handed in for approval"), "warn"),
    "count.sent-back": (gettext_lazy("Sent back"), "bad"),
    "count.approved": (gettext_lazy("Approved and posted"), "ok"),
    "count.posted": (gettext_lazy("Posted"), "ok"),
    "count.corrected": (gettext_lazy("Corrected, since something was told late"), "warn"),
    "count.cancelled": (gettext_lazy("Called off"), "bad"),
}


SENTENCES: Mapping[str, Any] = {
    ConflictKind.MOVED: ngettext_lazy(
        "%(units)d unit moved between the first and the last scan: it may be counted or not.",
        "%(units)d units moved between the first and the last scan: they may be counted or not.",
        "units",
    ),
    ConflictKind.TOLD_LATE: ngettext_lazy(
        "%(units)d unit moved before the counting and was told afterwards; the book here knows it by now.",
        "%(units)d units moved before the counting and were told afterwards; the book here knows them by now.",
        "units",
    ),
    ConflictKind.PROMISED: ngettext_lazy(
        "%(units)d unit that is promised to orders isn't there.",
        "%(units)d units that are promised to orders aren't there.",
        "units",
    ),
    ConflictKind.TWO_PEOPLE: gettext_lazy("Counted by two people on shelf %(shelf)s: %(found)s."),
    ConflictKind.COUNTED_LATER: gettext_lazy("Counted again later, at %(at)s, in a count that is posted."),
    ConflictKind.OPEN_ELSEWHERE: gettext_lazy("Also being counted in %(code)s."),
    ConflictKind.NOT_COUNTED: gettext_lazy("Not counted, though the book says %(units)d."),
}


def story_of(acts: Iterable[AuditEntry]) -> list[Event]:
    """Return what was done, in the reader's language."""
    events = []
    for act in acts:
        title, tone = ACTS.get(act.action, (act.action, ""))
        lines, reason = act.details.get("lines"), act.details.get("reason", "")
        many = ngettext("%(count)d line", "%(count)d lines", lines) % {"count": lines} if lines else ""
        events.append(Event(act.at, str(title), act.actor_name, reason or many, tone))
    return events


def what_is_counted(count: StockCount) -> str:
    """Say what the count looks at."""
    if count.category:
        return str(count.category.name)
    if count.shelf:
        return _("Shelf %(shelf)s") % {"shelf": count.shelf}
    return str(count.get_scope_display())


def people_of(lines: Iterable[ReviewedLine]) -> dict[int | str | None, str]:
    """Return the names of those who disagree, with one query."""
    keys = {key for line in lines for conflict in line.conflicts for key in conflict.found}
    people = User.objects.filter(pk__in=[key for key in keys if isinstance(key, int)])
    names: dict[int | str | None, str] = {
        person.pk: person.get_full_name() or str(person) for person in people
    }
    return {key: names.get(key) or (key if isinstance(key, str) else _("somebody")) for key in keys}


def conflict_words(conflict: Conflict, people: Mapping[int | str | None, str]) -> str:
    """Say what contradicts itself and what it means."""
    found = ", ".join(f"{people[key]} {quantity}" for key, quantity in conflict.found.items())
    words = {
        "units": conflict.units,
        "shelf": conflict.shelf,
        "code": conflict.words,
        "found": found,
        "at": _moment(conflict.at) if conflict.at else "",
    }
    if conflict.kind == ConflictKind.TWO_PEOPLE and not conflict.shelf:
        return _("Counted by two people: %(found)s.") % words
    return str(SENTENCES[conflict.kind] % words)


def _moment(at: datetime) -> str:
    now = timezone.localtime(clock.now())
    return formatting.format_moment(
        timezone.localtime(at), style="recent", now=now, locale=ui.reader_locale()
    )
