"""The first screen."""

from django.http import HttpResponse

from apps.core import clock

from ..shell.access import StaffRequest, staff_only
from ..shell.pages import show
from .feed import feed
from .numbers import numbers
from .work import next_up, tiles

PARTS = {
    "work": "backoffice/dashboard/work.html",
    "numbers": "backoffice/dashboard/numbers.html",
}


@staff_only("dashboard.view")
def today(request: StaffRequest) -> HttpResponse:
    """Show what waits, then how the day goes; each part can be asked for by itself."""
    staff, now = request.staff, clock.now()
    context: dict[str, object] = {"now": now}
    part = request.htmx.target if request.htmx else None
    if part != "numbers":
        waiting = tiles(staff=staff, at=now)
        context |= {
            "tiles": waiting,
            "tasks": next_up(staff=staff, at=now),
            "waiting": sum(tile.count for tile in waiting),
        }
    if part != "work":
        context |= {
            "numbers": numbers(sight=staff.sight, at=now, currency=request.GET.get("currency", "")),
            "feed": feed(sight=staff.sight),
        }
    return show(request, "backoffice/dashboard/page.html", context, parts=PARTS)
