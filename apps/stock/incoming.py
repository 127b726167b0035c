"""What comes from outside: what is still expected, and what of its later costs no goods carry any more."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import Sum

from .models import CostEntry, ScheduledReceipt


def scheduled_units(*, location_id: int, product_ids: Collection[int]) -> dict[int, int]:
    """Return how many units of each of the products are still to come to the location from outside."""
    rows = ScheduledReceipt.objects.filter(location_id=location_id, product_id__in=product_ids)
    return dict(rows.values_list("product_id").annotate(units=Sum("quantity")))


def uncarried_costs(*, source_kind: str, source_ids: Iterable[str]) -> dict[str, Decimal]:
    """Return by source the part of its cost that came when the goods were gone, in the company's currency."""
    entries = CostEntry.objects.filter(source_kind=source_kind, source_id__in=list(source_ids))
    return dict(entries.exclude(variance=0).values_list("source_id").annotate(amount=Sum("variance")))
