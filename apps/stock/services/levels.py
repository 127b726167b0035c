"""Stock levels under lock. Every writer locks first, in order of product and location, then reads.

A statement that waited for a lock has an old snapshot; the next one sees what the others committed. That
is why locking, reading and the guarded update are separate statements.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core.errors import DomainError
from apps.core.transactions import transaction_required

from ..models import StockLevel
from ..selectors import availability, levels_of_channel
from ..types import LevelKey, LocationAvailability


class OutOfStock(DomainError):
    """There isn't enough to promise. Names the product, the units wanted and the units available."""

    code = "out-of-stock"
    message = _("Not enough in stock: %(wanted)s wanted, %(available)s available.")

    def __init__(self, *, product_id: int, wanted: int, available: int) -> None:
        self.product_id, self.wanted, self.available = product_id, wanted, max(0, available)
        super().__init__(product_id=product_id, wanted=wanted, available=self.available)


@transaction_required
def lock_levels(
    *, keys: Collection[LevelKey] = (), ids: Collection[int] = (), holder: str | None = None
) -> list[StockLevel]:
    """Lock the levels with these keys or ids and those where the holder has holds; return them, fresh."""
    parameters = {
        "products": [product_id for product_id, _location in keys],
        "locations": [location_id for _product, location_id in keys],
        "ids": list(ids),
        "holder": holder,
    }
    return list(StockLevel.objects.raw(_LOCK, parameters))


@transaction_required
def lock_availability(
    *, channel: Channel, product_ids: Collection[int], at: datetime, holder: str | None = None
) -> dict[int, list[LocationAvailability]]:
    """Return the products' availability in the channel, which nobody else changes until the commit."""
    ids = levels_of_channel(channel=channel, product_ids=product_ids).values_list("pk", flat=True)
    lock_levels(ids=list(ids), holder=holder)
    return availability(channel=channel, product_ids=product_ids, at=at, holder=holder)


@transaction_required
def drop_holds(*, level_ids: Collection[int], at: datetime, holder: str | None = None) -> set[LevelKey]:
    """Remove expired holds, and the holder's, from levels that are locked; return the levels that had any."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP_HOLDS, {"levels": list(level_ids), "at": at, "holder": holder})
        return set(cursor.fetchall())


@transaction_required
def claim(*, counter: Literal["allocated", "held"], wanted: Mapping[LevelKey, int]) -> None:
    """Add to the counter of each level (locked before) unless one of them lacks what is wanted of it.

    Raises OutOfStock for the first that lacks it; the levels before it may have been changed by then, so
    callers wrap this in a savepoint.
    """
    keys = sorted(wanted)
    arrays = (
        [product_id for product_id, _location in keys],
        [location_id for _product, location_id in keys],
        [wanted[key] for key in keys],
    )
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM[counter], arrays)
        claimed = set(cursor.fetchall())
    for product_id, location_id in keys:
        if (product_id, location_id) not in claimed:
            level = StockLevel.objects.filter(product_id=product_id, location_id=location_id).first()
            raise OutOfStock(
                product_id=product_id,
                wanted=wanted[product_id, location_id],
                available=level.available if level else 0,
            )


_LOCK = """
SELECT level.* FROM stock_stocklevel AS level
WHERE level.id IN (
    SELECT found.id
    FROM unnest(%(products)s::bigint[], %(locations)s::bigint[]) AS key (product_id, location_id)
    JOIN stock_stocklevel AS found USING (product_id, location_id)
    UNION ALL SELECT unnest(%(ids)s::bigint[])
    UNION ALL SELECT level_id FROM stock_hold WHERE holder = %(holder)s
)
ORDER BY level.product_id, level.location_id
FOR UPDATE OF level
"""

_DROP_HOLDS = """
WITH gone AS (
    DELETE FROM stock_hold
    WHERE level_id = ANY(%(levels)s) AND (expires_at <= %(at)s OR holder = %(holder)s)
    RETURNING level_id, quantity
), freed AS (
    SELECT level_id, sum(quantity) AS quantity FROM gone GROUP BY level_id
)
UPDATE stock_stocklevel AS level SET held = level.held - freed.quantity
FROM freed WHERE level.id = freed.level_id
RETURNING level.product_id, level.location_id
"""

_GUARDED = """
UPDATE stock_stocklevel AS level SET {counter} = level.{counter} + wanted.quantity
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS wanted (product_id, location_id, quantity)
WHERE level.product_id = wanted.product_id AND level.location_id = wanted.location_id
    AND level.on_hand - level.allocated - level.held - level.safety_stock >= wanted.quantity
RETURNING level.product_id, level.location_id
"""
_CLAIM = {counter: _GUARDED.format(counter=counter) for counter in ("allocated", "held")}
