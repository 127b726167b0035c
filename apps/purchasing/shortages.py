"""What is missing where stock is low: to twice its threshold, less what is coming and what drafts of transfers bring.

From how many on it is low is stock's to say (`stock.thresholds`), whichever rule counts there.
"""

from collections.abc import Collection, Iterable

from apps.stock.replenishing import positions
from apps.stock.thresholds import LowLevel, low_levels
from apps.stock.types import LevelKey

from .types import Wanted


def shortages(
    *, location_ids: Collection[int] | None = None, keys: Collection[LevelKey] | None = None
) -> list[Wanted]:
    """Return how many units are missing of each low product, at these locations or among these levels."""
    low = low_levels(location_ids=location_ids, keys=keys)
    drafted = _in_drafts(low)
    missing = [(level, level.missing - drafted[level.product_id, level.location_id]) for level in low]
    return [Wanted(level.product_id, level.location_id, units) for level, units in missing if units > 0]


def _in_drafts(low: Iterable[LowLevel]) -> dict[LevelKey, int]:
    """Return what drafts of transfers bring to the levels, so that a second click sends nothing twice."""
    by_place: dict[int, list[int]] = {}
    for level in low:
        by_place.setdefault(level.location_id, []).append(level.product_id)
    return {
        (position.product_id, location_id): position.in_drafts
        for location_id, product_ids in by_place.items()
        for position in positions(location_id=location_id, product_ids=product_ids)
    }
