"""The work of a location: what to pick, what to hand over or ship, the most urgent first."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Prefetch, QuerySet

from apps.accounts.rights import Rights
from apps.fulfilment.models import Fulfilment, FulfilmentLine

ACT = "fulfilment.work"
State = Fulfilment.State


def fulfilments_in_reach(rights: Rights) -> QuerySet[Fulfilment]:
    """Return the fulfilments at the locations where the person works."""
    return rights.scope(Fulfilment.objects.all(), act=ACT)


def with_goods(fulfilments: QuerySet[Fulfilment]) -> QuerySet[Fulfilment]:
    """Fetch order, location and goods along: two queries for any number of fulfilments."""
    goods = ("order_line__product__parent", "component__parent")
    lines = FulfilmentLine.objects.select_related(*goods).order_by("order_line__position", "pk")
    return fulfilments.select_related("order__user", "location", "assigned_to").prefetch_related(
        Prefetch("lines", lines)
    )


def in_states(rights: Rights, states: Sequence[str]) -> QuerySet[Fulfilment]:
    """Return the work in these states, by what was promised first; without a promise, by age."""
    work = fulfilments_in_reach(rights).filter(state__in=states)
    return with_goods(work).order_by(F("due_at").asc(nulls_last=True), "created_at", "pk")


def closed_since(rights: Rights, since: datetime) -> QuerySet[Fulfilment]:
    """Return what was shipped, handed over or cancelled since, the latest first."""
    work = fulfilments_in_reach(rights).filter(closed_at__gte=since)
    return with_goods(work).order_by("-closed_at", "-pk")
