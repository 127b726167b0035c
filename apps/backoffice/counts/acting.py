"""Acts on a count: finished, decided line by line, posted, approved, corrected, called off."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.choices import CountStatus
from apps.stock.counting_selectors import StockCount
from apps.stock.services.counts import late, posting, reviewing

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.pages import done, refused, show
from .reach import ACT, APPROVE, count_in_reach


def _act(
    request: StaffRequest, code: str, act: Callable[[StockCount], str], *, query: str = ""
) -> HttpResponse:
    """Do the act, which returns what to say, and go back to the count."""
    count = count_in_reach(request, code)
    back = reverse("backoffice:count", args=[count.code])
    try:
        words = act(count)
    except DomainError as reason:
        return refused(request, f"{back}{query}", reason)
    return done(request, f"{back}{query}", words)


@staff_only(ACT, methods=DO)
def finish(request: StaffRequest, code: str) -> HttpResponse:
    """End the counting and look it through."""

    def act(count: StockCount) -> str:
        reviewing.finish_count(count_id=count.pk, actor=request.staff.user, at=clock.now())
        return _("Now look through what differs.")

    return _act(request, code, act)


@staff_only(ACT, methods=DO)
def resume(request: StaffRequest, code: str) -> HttpResponse:
    """Take the counting up again."""

    def act(count: StockCount) -> str:
        reviewing.resume_count(count_id=count.pk, actor=request.staff.user)
        return _("Scan away.")

    return _act(request, code, act)


@staff_only(ACT, methods=ANSWER)
def cancel(request: StaffRequest, code: str) -> HttpResponse:
    """Say what is forgotten with the count, and call it off."""
    if request.method == "POST":

        def act(count: StockCount) -> str:
            reviewing.cancel_count(count_id=count.pk, actor=request.staff.user)
            return _("Called off. The stock is as it was.")

        return _act(request, code, act)
    context = {"count": count_in_reach(request, code)}
    parts = {"dialog": "backoffice/counts/cancel_form.html"}
    return show(request, "backoffice/counts/cancel.html", context, parts=parts)


@staff_only(ACT, methods=DO)
def decide(request: StaffRequest, code: str) -> HttpResponse:
    """Decide about the chosen lines, or about the one whose button was pressed (`accept:17`)."""
    decision, _colon, one = request.POST.get("decision", "").partition(":")
    chosen = [one] if one else request.POST.getlist("chosen")
    keys = [int(key) for key in chosen if key.isdecimal() and len(key) < 18]

    def act(count: StockCount) -> str:
        decided = reviewing.decide_lines(
            count_id=count.pk, line_ids=keys, decision=decision, actor=request.staff.user, at=clock.now()
        )
        return ngettext("%(count)d line decided", "%(count)d lines decided", decided) % {"count": decided}

    return _act(request, code, act, query=_same_tab(request))


@staff_only(ACT, methods=DO)
def rest(request: StaffRequest, code: str) -> HttpResponse:
    """Say what becomes of everything that wasn't counted: none of it there, or left as the book has it."""

    def act(count: StockCount) -> str:
        if request.POST.get("rest") == "none":
            lines = reviewing.take_rest_for_none(count_id=count.pk, actor=request.staff.user, at=clock.now())
        else:
            lines = reviewing.leave_rest(count_id=count.pk, actor=request.staff.user)
        return ngettext("%(count)d line decided", "%(count)d lines decided", lines) % {"count": lines}

    return _act(request, code, act)


def _same_tab(request: StaffRequest) -> str:
    tab = request.POST.get("tab", "")
    return f"?tab={tab}" if tab.isalpha() else ""


@staff_only(ACT, methods=DO)
def post(request: StaffRequest, code: str) -> HttpResponse:
    """Book the differences, or hand the count in where a second person has to approve it."""

    def act(count: StockCount) -> str:
        after = posting.post_count(count_id=count.pk, actor=request.staff.user, at=clock.now())
        if after.status == CountStatus.APPROVAL:
            return _("Handed in. Somebody else approves it.")
        return _("Posted. The book is right again.")

    return _act(request, code, act)


@staff_only(APPROVE, methods=DO)
def approve(request: StaffRequest, code: str) -> HttpResponse:
    """Book a count that somebody else handed in."""

    def act(count: StockCount) -> str:
        posting.approve_count(count_id=count.pk, actor=request.staff.user, at=clock.now())
        return _("Approved and posted.")

    return _act(request, _approvable(request, code), act)


@staff_only(APPROVE, methods=DO)
def send_back(request: StaffRequest, code: str) -> HttpResponse:
    """Give a count back to those who counted."""

    def act(count: StockCount) -> str:
        posting.send_back(count_id=count.pk, actor=request.staff.user, reason=request.POST.get("reason", ""))
        return _("Sent back.")

    return _act(request, _approvable(request, code), act)


def _approvable(request: StaffRequest, code: str) -> str:
    """Return the code of a count at a location where the person may approve; Http404 otherwise."""
    count = count_in_reach(request, code)
    if not request.staff.can(APPROVE, count.location_id):
        raise Http404
    return code


@staff_only(ACT, methods=DO)
def correct(request: StaffRequest, code: str, line: int) -> HttpResponse:
    """Book what makes a posted line right again, since something was told late."""

    def act(count: StockCount) -> str:
        if not count.lines.filter(pk=line).exists():
            raise Http404
        units = late.correct_late(
            line_id=line, reason=request.POST.get("reason", ""), actor=request.staff.user, at=clock.now()
        )
        return _("Corrected by %(units)+d.") % {"units": units}

    return _act(request, code, act)


ACTS: dict[str, Any] = {
    "finish": finish,
    "resume": resume,
    "cancel": cancel,
    "decide": decide,
    "rest": rest,
    "post": post,
    "approve": approve,
    "send-back": send_back,
}
"""By the last part of their address."""
