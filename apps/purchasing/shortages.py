"""What is low at a location: the needs that are ordered where nobody has proposed better ones."""

from apps.stock.incoming import scheduled_units
from apps.stock.selectors import StockLevel


def shortages_at(*, location_id: int) -> dict[int, int]:
    """Return how many units of each low product are missing to twice its threshold, counting what is to come."""
    levels = StockLevel.objects.filter(
        location_id=location_id, low_stock_threshold__isnull=False, product__needs_shipping=True
    )
    low = [level for level in levels if level.available <= (level.low_stock_threshold or 0)]
    coming = scheduled_units(location_id=location_id, product_ids=[level.product_id for level in low])
    missing = {
        level.product_id: 2 * max(level.low_stock_threshold or 0, 1)
        - level.available
        - level.in_transit
        - coming.get(level.product_id, 0)
        for level in low
    }
    return {product_id: units for product_id, units in missing.items() if units > 0}
