"""Reads of fulfilments: the work of a location, and what became of an order."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, QuerySet, Sum

from apps.accounts.rights import Rights
from apps.core.models import Incident
from apps.orders.models import Order

from .lifecycle import OPEN_STATES, State
from .models import Fulfilment, FulfilmentLine

MISSING = "pick-missing"
"""The kind of incident that tells of goods which weren't on the shelf; its subject is `fulfilment-line:<key>`."""


def work_for(*, rights: Rights) -> QuerySet[Fulfilment]:
    """Return the open fulfilments that the person may work on, most urgent first, with order and location.

    Each carries `items` and `picked`, the units in it and those already taken.
    """
    waiting = Fulfilment.objects.filter(state__in=OPEN_STATES).select_related(
        "order", "location", "assigned_to"
    )
    return (
        rights.scope(waiting, act="fulfilment.work")
        .annotate(items=Sum("lines__quantity"), picked=Sum("lines__picked"))
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def pick_list(*, fulfilment_id: int) -> QuerySet[FulfilmentLine]:
    """Return what is to be picked, in the order in which it lies together: by title, then SKU."""
    lines = FulfilmentLine.objects.filter(fulfilment=fulfilment_id)
    return lines.select_related("order_line__product", "component", "allocation").order_by(
        "order_line__title", "order_line__partner_sku", "pk"
    )


def ordered_units(lines: Iterable[FulfilmentLine]) -> dict[int, int]:
    """Return how many units of each order line, by its key, the fulfilment's lines hold; a bundle counts as one."""
    units: dict[int, int] = {}
    for line in lines:
        whole = line.quantity // line.per_unit
        units[line.order_line_id] = min(whole, units.get(line.order_line_id, whole))
    return units


def lines_reported_missing(*, line_ids: Collection[int]) -> set[int]:
    """Return those of the lines of which something was reported as not on the shelf and not found since."""
    subjects = {f"fulfilment-line:{key}": key for key in line_ids}
    still_open = Incident.objects.filter(kind=MISSING, subject__in=subjects, resolved_at__isnull=True)
    return {subjects[subject] for subject in still_open.values_list("subject", flat=True)}


def overdue_collections(*, at: datetime) -> QuerySet[Fulfilment]:
    """Return collections that nobody came for within the time they are kept."""
    return Fulfilment.objects.filter(state=State.READY, keep_until__lt=at).select_related("order", "location")


def fulfilments_of(*, order: Order) -> QuerySet[Fulfilment]:
    """Return the order's parcels and collections with their goods, oldest first."""
    fulfilments = Fulfilment.objects.filter(order=order).select_related("location")
    return fulfilments.prefetch_related("lines__order_line").order_by("pk")


def orders_to_call_off(*, limit: int = 200) -> list[int]:
    """Return cancelled orders that somebody still works on, for the case that the news was missed."""
    still_open = Fulfilment.objects.filter(order__status=Order.Status.CANCELLED, state__in=OPEN_STATES)
    return list(still_open.order_by("order_id").values_list("order_id", flat=True).distinct()[:limit])
