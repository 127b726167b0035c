"""Tills and how they are."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.pos.selectors import tills

from ..shell.access import StaffRequest, staff_only
from ..shell.pages import show
from .health import health_of

SEE = "tills.view"
MANAGE = "tills.manage"
RESOLVE = "exceptions.resolve"


@staff_only(SEE)
def till_list(request: StaffRequest) -> HttpResponse:
    """List the tills of one's locations with what each of them last said."""
    rows = health_of(devices=list(tills(rights=request.staff.sight)), at=clock.now())
    context = {"rows": rows, "can_manage": request.staff.can(MANAGE), "title": _("Tills")}
    return show(request, "backoffice/tills/list.html", context, parts={"list": "backoffice/tills/rows.html"})
