"""The list of work at one's locations, and the page of one fulfilment."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.fulfilment.models import Fulfilment

from ..shell.access import StaffRequest, staff_only
from ..shell.pages import show
from .goods import name_goods
from .page import work_context
from .selectors import ACT, closed_since, fulfilments_in_reach, in_states

State = Fulfilment.State
TABS = {
    "pick": (_("To pick"), (State.TO_PICK, State.PICKING)),
    "ready": (_("Ready"), (State.READY,)),
    "done": (_("Done today"), ()),
}
PER_PAGE = 30


@staff_only(ACT)
def work_list(request: StaffRequest) -> HttpResponse:
    """List what waits, on a page that follows what happens."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "pick"
    sight, now = request.staff.sight, clock.now()
    states = TABS[tab][1]
    work = in_states(sight, states) if states else closed_since(sight, now - timedelta(hours=24))
    page = Paginator(work, PER_PAGE).get_page(request.GET.get("page"))
    name_goods(line for fulfilment in page for line in fulfilment.lines.all())
    context = {
        "tab": tab,
        "tabs": [(name, title, name == tab) for name, (title, _states) in TABS.items()],
        "page": page,
        "now": now,
    }
    return show(
        request, "backoffice/fulfilment/list.html", context, parts={"list": "backoffice/fulfilment/rows.html"}
    )


@staff_only(ACT)
def work_page(request: StaffRequest, code: str) -> HttpResponse:
    """Show one fulfilment: its goods to scan, and the one next step."""
    context = work_context(request.staff, code)
    return show(
        request,
        "backoffice/fulfilment/detail.html",
        context,
        parts={"work": "backoffice/fulfilment/work.html"},
    )


@staff_only(ACT)
def by_key(request: StaffRequest, key: int) -> HttpResponse:
    """Go to the fulfilment that another page knows by its key."""
    fulfilment = get_object_or_404(fulfilments_in_reach(request.staff.rights), pk=key)
    return redirect("backoffice:fulfilment-page", code=fulfilment.code)
