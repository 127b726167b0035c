"""Open incidents at one's own locations, and settling them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.channels.models import Location
from apps.core.models import Incident

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.export import BATCH, Column, file_answer
from ..shell.forms import StaffForm
from ..shell.listing import listing, wants_export
from ..shell.pages import done, refused, show
from ..shell.saved import views_of
from .endings import ending_words, settled_by
from .filters import IncidentFilter
from .kinds import kind_of
from .resolution import NotOpen, settle
from .words import Said, say, say_all

ACT = "exceptions.resolve"
SECTION = "exceptions"
PER_PAGE = 30
SORTS = {"seen": ["seen_at"], "settled": ["resolved_at"]}
TABS = [("", gettext_lazy("Open")), ("settled", gettext_lazy("Settled"))]


@dataclass(frozen=True, slots=True)
class Row:
    """An incident as a line of the list; `may_retry` where the person may have it tried again."""

    incident: Incident
    said: Said
    place: str
    may_retry: bool = False

    @property
    def ending(self) -> str:
        """Return who settled it and how."""
        words = ending_words(self.incident.resolution)
        return ": ".join(filter(None, (settled_by(self.incident.resolved_by), words)))


COLUMNS: list[Column] = [
    (gettext_lazy("Opened"), lambda row: row.incident.opened_at),
    (gettext_lazy("Last seen"), lambda row: row.incident.seen_at),
    (gettext_lazy("Times"), lambda row: row.incident.occurrences),
    (gettext_lazy("Location"), lambda row: row.place),
    (gettext_lazy("What happened"), lambda row: row.said.title),
    (gettext_lazy("About"), lambda row: row.said.detail),
    (gettext_lazy("Settled"), lambda row: row.incident.resolved_at),
    (gettext_lazy("By"), lambda row: settled_by(row.incident.resolved_by)),
    (gettext_lazy("What was done"), lambda row: ending_words(row.incident.resolution)),
]


class NoteForm(StaffForm):
    note = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what was done, so that others can follow.")},
    )


def incidents_in_reach(request: StaffRequest, *, narrowed: bool = False) -> QuerySet[Incident]:
    """Return the incidents of the person's own locations, or of the one that is looked at."""
    rights = request.staff.sight if narrowed else request.staff.rights
    return rights.scope(Incident.objects.all(), act=ACT, location_field="location_id")


@staff_only(ACT)
def incident_list(request: StaffRequest) -> HttpResponseBase:
    """List what waits for somebody, the newest first; or what was settled, the latest first."""
    tab = "settled" if request.GET.get("tab") == "settled" else ""
    found = listing(
        request,
        incidents_in_reach(request, narrowed=True),
        filters=IncidentFilter,
        sorts=SORTS,
        default_sort="-settled" if tab else "-seen",
        per_page=PER_PAGE,
    )
    if wants_export(request):
        rows = _in_batches(request, found.rows.iterator(chunk_size=BATCH))
        return file_answer(request.GET["export"], "exceptions", COLUMNS, rows)
    context = {
        "list": found,
        "rows": _rows(request, list(found.page)),
        "views": [(f"?tab={name}" if name else "?", title, name == tab) for name, title in TABS],
        "settled": bool(tab),
        "saved": views_of(user=request.staff.user, section=SECTION, asked=request.GET),
        "section": SECTION,
        "placeholder": _("Order, till, product, note"),
    }
    return show(
        request, "backoffice/exceptions/list.html", context, parts={"list": "backoffice/exceptions/rows.html"}
    )


def _rows(request: StaffRequest, incidents: list[Incident]) -> list[Row]:
    names = dict(Location.objects.values_list("pk", "name"))
    rows = []
    for said in say_all(incidents):
        each = said.incident
        needs = kind_of(each.kind).needs
        may = bool(said.retry) and (not needs or request.staff.can(needs, each.location_id))
        rows.append(Row(each, said, names.get(each.location_id or 0, ""), may))
    return rows


def _in_batches(request: StaffRequest, incidents: Iterable[Incident]) -> Iterator[Row]:
    """Yield rows, their names looked up for many at a time."""
    left = iter(incidents)
    while batch := list(islice(left, BATCH)):
        yield from _rows(request, batch)


@staff_only(ACT, methods=ANSWER)
def resolve(request: StaffRequest, key: int) -> HttpResponse:
    """Ask what was done, and close the incident with it."""
    incident = get_object_or_404(incidents_in_reach(request), pk=key)
    form = NoteForm(request.POST or None)
    back = reverse("backoffice:exceptions")
    if request.method == "POST" and form.is_valid():
        try:
            settle(incident=incident, note=form.cleaned_data["note"], actor=request.staff.user)
        except NotOpen as reason:
            return refused(request, back, reason)
        return done(request, back, _("Settled"))
    context: dict[str, Any] = {"form": form, "incident": incident, "said": say(incident)}
    status = 422 if form.errors else 200
    return show(
        request,
        "backoffice/exceptions/resolve.html",
        context,
        parts={"dialog": "backoffice/exceptions/resolve_form.html"},
        status=status,
    )
