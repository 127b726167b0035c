"""What is expected from outside, by product: reads of what services/incoming.py was told."""

from collections.abc import Collection

from django.db.models import Sum

from .models import ScheduledReceipt


def scheduled_units(*, location_id: int, product_ids: Collection[int]) -> dict[int, int]:
    """Return how many units of each of the products are still to come to the location from outside."""
    rows = ScheduledReceipt.objects.filter(location_id=location_id, product_id__in=product_ids)
    return dict(rows.values_list("product_id").annotate(units=Sum("quantity")))
