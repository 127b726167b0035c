"""Work waiting, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.models import Incident
from apps.fulfilment.models import Fulfilment
from apps.pos.models import Device

from ..exceptions.words import Said, say_all
from ..shell.access import Staff
from ..shell.waiting import WAITING, Waiting, waiting

SILENT = timedelta(minutes=10)
NEXT = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of things that wait, and where they are worked on."""

    count: int
    name: str
    more: str
    icon: str
    url: str
    tone: str = ""


def tiles(*, staff: Staff, at: datetime) -> list[Tile]:
    """Return a tile for each kind of work that the person does; one query a kind."""
    now = waiting(staff.sight, at=at)
    kinds: tuple[tuple[str, Callable[[], Tile]], ...] = (
        ("fulfilment.work", lambda: _to_pick(now)),
        ("fulfilment.work", lambda: _to_hand_over(now)),
        ("exceptions.resolve", lambda: _exceptions(now)),
        ("tills.view", lambda: _tills(staff, at)),
        ("stock.view", lambda: _low_stock(now)),
    )
    return [tile() for act, tile in kinds if staff.can(act)]


def _to_pick(now: Waiting) -> Tile:
    late = ngettext("%(count)d is late", "%(count)d are late", now.late) % {"count": now.late}
    more = late if now.late else _("none is late")
    url = reverse("backoffice:fulfilment")
    return Tile(now.to_pick, _("To pick"), more, "list", url, "first" if now.to_pick else "")


def _to_hand_over(now: Waiting) -> Tile:
    url = f"{reverse('backoffice:fulfilment')}?tab=ready"
    return Tile(now.ready, _("Ready"), _("to hand over or ship"), "hand", url)


def _exceptions(now: Waiting) -> Tile:
    more = _("somebody should look") if now.exceptions else _("nothing to look at")
    tone = "bad" if now.exceptions else ""
    return Tile(now.exceptions, _("Exceptions"), more, "alert", reverse("backoffice:exceptions"), tone)


def _tills(staff: Staff, at: datetime) -> Tile:
    in_use = staff.sight.scope(
        Device.objects.filter(enrolled_at__isnull=False, revoked_at__isnull=True), act="tills.view"
    )
    silent = Q(last_seen_at__isnull=True) | Q(last_seen_at__lt=at - SILENT)
    quiet = list(in_use.filter(silent).order_by("name").values_list("name", flat=True)[:100])
    more = ", ".join(quiet[:2]) if quiet else _("all are heard of")
    return Tile(
        len(quiet), _("Tills offline"), more, "offline", reverse("backoffice:tills"), "bad" if quiet else ""
    )


def _low_stock(now: Waiting) -> Tile:
    more = _("at or under their threshold")
    return Tile(now.low, _("Low stock"), more, "box", reverse("backoffice:low-stock"))


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do next."""

    since: datetime
    late: bool
    title: str
    code: str
    detail: str
    act: str
    url: str


def next_up(*, staff: Staff, at: datetime) -> list[Task]:
    """Return what to do next: the oldest promises and what went wrong, together by age."""
    work = staff.sight.scope(Fulfilment.objects.filter(state__in=WAITING), act="fulfilment.work")
    first = work.select_related("location", "order__user").order_by(
        F("due_at").asc(nulls_last=True), "created_at"
    )
    troubles = staff.sight.scope(
        Incident.objects.filter(resolved_at__isnull=True),
        act="exceptions.resolve",
        location_field="location_id",
    ).order_by("opened_at")
    tasks = [_task(fulfilment, at) for fulfilment in first[:NEXT]]
    tasks += [_trouble(said) for said in say_all(list(troubles[: NEXT // 2]))]
    return sorted(tasks, key=lambda task: (not task.late, task.since))[:NEXT]


def _task(fulfilment: Fulfilment, at: datetime) -> Task:
    place: dict[str, Any] = {"place": fulfilment.location.name}
    ready = fulfilment.state == Fulfilment.State.READY
    collected = fulfilment.method == Fulfilment.Method.PICKUP
    if ready:
        title, act = (
            (_("Hand over in %(place)s"), _("Hand over"))
            if collected
            else (_("Ship from %(place)s"), _("Ship"))
        )
    else:
        title, act = _("Pick in %(place)s"), _("Pick")
    return Task(
        since=(fulfilment.ready_at if ready else None) or fulfilment.created_at,
        late=not ready and fulfilment.due_at is not None and fulfilment.due_at < at,
        title=title % place,
        code=fulfilment.order.number,
        detail=fulfilment.order.contact_name,
        act=act,
        url=reverse("backoffice:fulfilment-page", args=[fulfilment.code]),
    )


def _trouble(said: Said) -> Task:
    return Task(
        since=said.incident.opened_at,
        late=True,
        title=said.title,
        code="",
        detail=said.detail,
        act=_("Look"),
        url=said.url or reverse("backoffice:exceptions"),
    )
