"""Picking: each act answers with the page's part as it is afterwards, so that one goes on scanning."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core import clock
from apps.core.errors import DomainError
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services import picking

from ..shell.access import DO, StaffRequest, staff_only
from ..shell.pages import show
from .page import work_context
from .selectors import ACT, fulfilments_in_reach


def _mine(request: StaffRequest, code: str) -> Fulfilment:
    return get_object_or_404(fulfilments_in_reach(request.staff.rights), code=code)


def _answer(request: StaffRequest, code: str, act: Callable[[Fulfilment], str]) -> HttpResponse:
    """Do the act and show what is left to do; a refusal is said above it and has changed nothing."""
    fulfilment = _mine(request, code)
    said, refusal = "", ""
    try:
        said = act(fulfilment)
    except DomainError as reason:
        refusal = str(reason)
    if not request.htmx:
        (messages.error if refusal else messages.success)(request, refusal or said)
        return redirect("backoffice:fulfilment-page", code=code)
    context = work_context(request.staff, code) | {"said": said, "refusal": refusal}
    context["follow_url"] = reverse("backoffice:fulfilment-page", args=[code])
    return show(
        request,
        "backoffice/fulfilment/detail.html",
        context,
        parts={"work": "backoffice/fulfilment/work.html"},
    )


@staff_only(ACT, methods=DO)
def start(request: StaffRequest, code: str) -> HttpResponse:
    """Begin to pick, or take over from somebody else."""
    take_over = request.POST.get("take_over") == "1"

    def act(fulfilment: Fulfilment) -> str:
        picking.start_picking(
            fulfilment_id=fulfilment.pk, actor=request.staff.user, at=clock.now(), take_over=take_over
        )
        return _("You are picking this. Scan each item.")

    return _answer(request, code, act)


@staff_only(ACT, methods=DO)
def scan(request: StaffRequest, code: str) -> HttpResponse:
    """Confirm the item that was scanned, or whose code was typed."""
    scanned = request.POST.get("code", "")[:100]

    def act(fulfilment: Fulfilment) -> str:
        line = picking.confirm_pick(
            fulfilment_id=fulfilment.pk, code=scanned, actor=request.staff.user, at=clock.now()
        )
        words = {"title": line.title, "picked": line.picked, "quantity": line.quantity}
        return _("%(title)s: %(picked)s of %(quantity)s") % words

    return _answer(request, code, act)


@staff_only(ACT, methods=DO)
def undo(request: StaffRequest, code: str, line: int) -> HttpResponse:
    """Take back one item that was confirmed."""

    def act(fulfilment: Fulfilment) -> str:
        get_object_or_404(fulfilment.lines.all(), pk=line)
        picking.undo_pick(fulfilment_id=fulfilment.pk, line_id=line, at=clock.now())
        return _("Undone")

    return _answer(request, code, act)


@staff_only(ACT, methods=DO)
def missing(request: StaffRequest, code: str, line: int) -> HttpResponse:
    """Report what is left of the line as not on the shelf."""

    def act(fulfilment: Fulfilment) -> str:
        get_object_or_404(fulfilment.lines.all(), pk=line)
        picking.report_missing(
            fulfilment_id=fulfilment.pk, line_id=line, actor=request.staff.user, at=clock.now()
        )
        return _("Reported. It stands under Exceptions until somebody decides.")

    return _answer(request, code, act)


@staff_only(ACT, methods=DO)
def ready(request: StaffRequest, code: str) -> HttpResponse:
    """Put the goods aside, packed or under the customer's code."""

    def act(fulfilment: Fulfilment) -> str:
        picking.mark_ready(fulfilment_id=fulfilment.pk, actor=request.staff.user, at=clock.now())
        return _("Ready. The customer is told.")

    return _answer(request, code, act)
