"""What is low at a location: the needs that are ordered where nobody has proposed better ones."""

from apps.stock.thresholds import low_levels


def shortages_at(*, location_id: int) -> dict[int, int]:
    """Return how many units of each low product are missing to twice its threshold, counting what is to come."""
    low = low_levels(location_ids=[location_id])
    return {level.product_id: level.missing for level in low if level.missing}
