"""Catalogue files: uploaded and checked, looked through, applied; long work that can be left."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.assortment.imports.report import problems_of
from apps.assortment.imports.runs import apply_import, request_import, retry_import
from apps.catalog.models import ImportRun
from apps.catalog.words import words_for
from apps.core.errors import DomainError

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.listing import wants_export
from ..shell.once import once
from ..shell.pages import done, refused, show
from .forms import UploadForm

ACT = "catalog.import"
PER_PAGE = 20
State = ImportRun.State
COLUMNS: list[Column] = [
    (gettext_lazy("Line"), lambda row: row["line"]),
    (gettext_lazy("Column"), lambda row: row["column"]),
    (gettext_lazy("In the file"), lambda row: row["value"]),
    (gettext_lazy("What is wrong"), lambda row: row["words"]),
]


@staff_only(ACT, methods=ANSWER)
def import_list(request: StaffRequest) -> HttpResponse:
    """Take a file, and list those that came before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["mark"]):
                run = request_import(
                    file=form.cleaned_data["file"], options=form.options(), actor=request.staff.user
                )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:import", args=[run.pk]), _("The file is being checked"))
    runs = ImportRun.objects.select_related("created_by").order_by("-pk")
    context = {"form": form, "page": Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))}
    return show(
        request,
        "backoffice/imports/list.html",
        context,
        parts={"list": "backoffice/imports/rows.html"},
        status=422 if form.errors else 200,
    )


@staff_only(ACT)
def import_page(request: StaffRequest, key: int) -> HttpResponseBase:
    """Show how far a file is, what it would change or has changed, and what is wrong with it."""
    run = get_object_or_404(ImportRun.objects.select_related("created_by"), pk=key)
    errors = _in_words(run.result.get("errors", []))
    if wants_export(request):
        return csv_answer("import-errors", COLUMNS, errors)
    context = {
        "run": run,
        "result": run.result,
        "is_busy": run.state in (State.WAITING, State.RUNNING),
        "errors": errors,
        "warnings": _in_words(run.result.get("warnings", [])),
        "steps": _steps(run),
        "may_apply": run.state == State.PREVIEWED,
        "good": _good(run.result),
    }
    return show(
        request, "backoffice/imports/detail.html", context, parts={"run": "backoffice/imports/run.html"}
    )


def _good(result: dict[str, Any]) -> int:
    """Return how many products would be new or changed."""
    products = result.get("products", {})
    return int(products.get("new", 0)) + int(products.get("changed", 0))


def _in_words(stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return problems as rows, in the reader's language whatever language the worker spoke."""
    return [
        {
            "line": problem.line or "",
            "column": problem.column,
            "value": problem.value,
            "words": words_for(
                problem.code, column=problem.column, value=problem.value, params=problem.params
            ),
        }
        for problem in problems_of(stored)
    ]


def _steps(run: ImportRun) -> list[tuple[str, str]]:
    """Return the steps of an import and whether each is done, current or still to come."""
    names = [_("1. File"), _("2. Check"), _("3. Look through"), _("4. Apply")]
    at = {State.PREVIEWED: 2, State.DONE: 4}.get(State(run.state), 1 if run.preview else 3)
    return [
        (name, "done" if place < at else "current" if place == at else "") for place, name in enumerate(names)
    ]


@staff_only(ACT, methods=DO)
def apply(request: StaffRequest, key: int) -> HttpResponse:
    """Apply a file that was looked through."""
    run = get_object_or_404(ImportRun, pk=key)
    back = reverse("backoffice:import", args=[run.pk])
    skip_errors = request.POST.get("skip_errors") == "1"
    try:
        apply_import(run_id=run.pk, actor=request.staff.user, skip_errors=skip_errors)
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("The file is being applied"))


@staff_only(ACT, methods=DO)
def retry(request: StaffRequest, key: int) -> HttpResponse:
    """Have a file that failed or was interrupted checked or applied once more."""
    run = get_object_or_404(ImportRun, pk=key)
    back = reverse("backoffice:import", args=[run.pk])
    try:
        retry_import(run_id=run.pk, actor=request.staff.user)
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("It is tried again now"))
