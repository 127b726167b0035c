"""Counts: the list, a new one, and the page of one, which changes with how far it is."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.choices import CountStatus
from apps.stock.count_scopes import products_in_scope
from apps.stock.counting_selectors import counts_for
from apps.stock.services.counts import opening

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.export import csv_answer, file_answer
from ..shell.listing import listing, wants_export
from ..shell.once import once
from ..shell.pages import done, show
from .filters import COLUMNS as LISTED
from .filters import SORTS, TABS, CountFilter
from .forms import NewCountForm, ScopeForm
from .page import COLUMNS, counting_context, export_rows, review_context
from .reach import ACT, count_in_reach
from .words import what_is_counted

Status = CountStatus


@staff_only(ACT)
def count_list(request: StaffRequest) -> HttpResponseBase:
    """List the counts that run, or those that are over."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "open"
    found = listing(
        request,
        counts_for(rights=request.staff.sight).filter(status__in=TABS[tab][1]),
        filters=CountFilter,
        sorts=SORTS,
        default_sort="-opened",
    )
    if wants_export(request):
        return file_answer(request.GET["export"], "counts", LISTED, found.rows.iterator(chunk_size=500))
    context = {
        "list": found,
        "tab": tab,
        "views": [(f"?tab={name}", title, name == tab) for name, (title, _states) in TABS.items()],
        "rows": [(count, what_is_counted(count)) for count in found.page],
        "placeholder": _("Code, note, shelf, person, product"),
    }
    return show(
        request, "backoffice/counts/list.html", context, parts={"list": "backoffice/counts/rows.html"}
    )


@staff_only(ACT, methods=ANSWER)
def new(request: StaffRequest) -> HttpResponse:
    """Choose what is counted where, and begin."""
    place = request.staff.place
    form = NewCountForm(
        request.POST or None, places=_places(request), initial={"location": place.pk if place else None}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            with once(typed["mark"]):
                count = opening.open_count(
                    **form.scope_of_count(),
                    is_blind=typed["is_blind"],
                    note=typed["note"],
                    actor=request.staff.user,
                    at=clock.now(),
                )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:count", args=[count.code]), _("Opened. Scan away."))
    status = 422 if form.errors else 200
    return show(request, "backoffice/counts/new.html", {"form": form, "products": None}, status=status)


@staff_only(ACT)
def scope_size(request: StaffRequest) -> HttpResponse:
    """Say how many products the chosen scope has."""
    form = ScopeForm(request.GET, places=_places(request))
    products = None
    if form.is_valid():
        products = len(products_in_scope(**form.scope_of_count(), at=clock.now()))
    return show(request, "backoffice/counts/scope.html", {"products": products})


def _places(request: StaffRequest) -> list[Any]:
    return [place for place in request.staff.places if request.staff.can(ACT, place.pk)]


@staff_only(ACT)
def count_page(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show one count: to be counted while it is open, afterwards line by line against the book."""
    count = count_in_reach(request, code)
    if wants_export(request) and not (count.status == Status.OPEN and count.is_blind):
        return csv_answer(f"count-{count.code}", COLUMNS, export_rows(count))
    if count.status == Status.OPEN:
        context = counting_context(request, count)
        parts = {"lines": "backoffice/counts/lines.html"}
        return show(request, "backoffice/counts/counting.html", context, parts=parts)
    parts = {"review": "backoffice/counts/review_body.html"}
    return show(request, "backoffice/counts/review.html", review_context(request, count), parts=parts)


@staff_only(ACT)
def sheet(request: StaffRequest, code: str) -> HttpResponse:
    """Show the count for print: what is to be found, with room to write."""
    count = count_in_reach(request, code)
    context = counting_context(request, count, everything=True) | {"now": clock.now()}
    return show(request, "backoffice/counts/sheet.html", context)
