"""Reads of fulfilments: the work of a location, and what became of an order."""

from collections.abc import Collection, Iterable

from apps.core.models import Incident
from apps.orders.models import Order

from .lifecycle import OPEN_STATES
from .models import Fulfilment, FulfilmentLine

MISSING = "pick-missing"
"""The kind of incident that tells of goods which weren't on the shelf; its subject is `fulfilment-line:<key>`."""


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


def orders_to_call_off(*, limit: int = 200) -> list[int]:
    """Return cancelled orders that somebody still works on, for the case that the news was missed."""
    still_open = Fulfilment.objects.filter(order__status=Order.Status.CANCELLED, state__in=OPEN_STATES)
    return list(still_open.order_by("order_id").values_list("order_id", flat=True).distinct()[:limit])
