"""Stock levels under lock. Every writer locks first, in order of product and location, then reads.

A statement that waited for a lock has an old snapshot: fresh are only the rows that it locked. The next one
sees what the others committed. That is why locking, clearing holds away and the guarded update are separate.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core.errors import DomainError
from apps.core.prepared import Loaded, planned_rows
from apps.core.transactions import transaction_required

from ..figures import figures_of, lock_figures
from ..models import StockLevel
from ..offering import Parts, resolve, stocked
from ..selectors import without_stock
from ..sourcing import CannotSource, plan
from ..types import Demand, LevelKey, LocationAvailability, Take


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
    return _LOCK.rows(parameters)


@transaction_required
def source_locked(
    *, demands: Sequence[Demand], channel: Channel, at: datetime, holder: str | None = None
) -> tuple[list[Take], set[LevelKey]]:
    """Return from where the demands are taken, and the levels whose holds were removed for it.

    Locks what the channel has of the products, or of the components of bundles, and what the holder has on hold,
    removes the holder's holds and expired ones, and plans with what is left and may be promised in the channel;
    nobody else changes that until the commit.

    Raises OutOfStock if there isn't enough; then the caller has to roll back.
    """
    product_ids = {demand.product_id for demand in demands}
    rows = lock_figures(channel_id=channel.pk, product_ids=product_ids, holder=holder)
    holding = [row[1] for row in rows if row[0] == "level" and row[6]]
    freed = drop_holds(level_ids=holding, at=at, holder=holder)
    figures = figures_of(rows, product_ids=product_ids, freed=freed)
    found = figures.places | without_stock(channel=channel, product_ids=figures.without_level)
    available = resolve([*found], found, figures.limits, figures.bundles)
    bundles = {key: stocked(parts, found) for key, parts in figures.bundles.items()}
    return _plan(demands, available, bundles), set(freed)


def _plan(
    demands: Sequence[Demand],
    available: Mapping[int, Sequence[LocationAvailability]],
    bundles: Mapping[int, Parts],
) -> list[Take]:
    try:
        return plan(demands, available, bundles=bundles)
    except CannotSource as short:
        left = short.wanted - short.short_by
        raise OutOfStock(product_id=short.product_id, wanted=short.wanted, available=left) from short


def units_by_level(takes: Sequence[Take]) -> Counter[LevelKey]:
    """Return how many units are taken from each level."""
    wanted: Counter[LevelKey] = Counter()
    for take in takes:
        wanted[take.product_id, take.location_id] += take.quantity
    return wanted


@transaction_required
def drop_holds(*, level_ids: Collection[int], at: datetime, holder: str | None = None) -> dict[LevelKey, int]:
    """Remove expired holds, and the holder's, from levels that are locked; return the units by level."""
    if not level_ids:
        return {}
    gone = planned_rows(_DROP_HOLDS, {"levels": list(level_ids), "at": at, "holder": holder})
    return {(product_id, location_id): units for product_id, location_id, units in gone}


@transaction_required
def claim(*, counter: Literal["allocated", "held"], wanted: Mapping[LevelKey, int]) -> dict[LevelKey, int]:
    """Add to the counter of each level (locked before) what is wanted of it; return the levels' ids.

    Raises OutOfStock for the first that lacks it; the levels before it may have been changed by then, so
    callers wrap this in a savepoint.
    """
    keys = sorted(wanted)
    arrays = (
        [product_id for product_id, _location in keys],
        [location_id for _product, location_id in keys],
        [wanted[key] for key in keys],
    )
    changed = planned_rows(_CLAIM[counter], arrays)
    claimed = {(product_id, location_id): key for key, product_id, location_id in changed}
    for product_id, location_id in keys:
        if (product_id, location_id) not in claimed:
            level = StockLevel.objects.filter(product_id=product_id, location_id=location_id).first()
            raise OutOfStock(
                product_id=product_id,
                wanted=wanted[product_id, location_id],
                available=level.available if level else 0,
            )
    return claimed


# The ids are an array, found before any lock is waited for: where they are a subquery, PostgreSQL asks it again
# of a level that changed while it was waited for, doesn't find the level there and leaves it out.
_LOCK = Loaded(
    StockLevel,
    """
SELECT {columns} FROM stock_stocklevel AS level
WHERE level.id = ANY(ARRAY(
    SELECT found.id
    FROM unnest(%(products)s::bigint[], %(locations)s::bigint[]) AS key (product_id, location_id)
    JOIN stock_stocklevel AS found USING (product_id, location_id)
    UNION ALL SELECT unnest(%(ids)s::bigint[])
    UNION ALL SELECT level_id FROM stock_hold WHERE holder = %(holder)s
))
ORDER BY level.product_id, level.location_id
FOR UPDATE OF level
""",
    alias="level",
)

_DROP_HOLDS = """
WITH gone AS (
    DELETE FROM stock_hold
    WHERE level_id = ANY(%(levels)s::bigint[]) AND (expires_at <= %(at)s OR holder = %(holder)s)
    RETURNING level_id, quantity
), freed AS (
    SELECT level_id, sum(quantity) AS quantity FROM gone GROUP BY level_id
)
UPDATE stock_stocklevel AS level SET held = level.held - freed.quantity
FROM freed WHERE level.id = freed.level_id
RETURNING level.product_id, level.location_id, freed.quantity::integer
"""

_GUARDED = """
UPDATE stock_stocklevel AS level SET {counter} = level.{counter} + wanted.quantity
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS wanted (product_id, location_id, quantity)
WHERE level.product_id = wanted.product_id AND level.location_id = wanted.location_id
    AND level.on_hand - level.allocated - level.held - level.safety_stock >= wanted.quantity
RETURNING level.id, level.product_id, level.location_id
"""
_CLAIM = {counter: _GUARDED.format(counter=counter) for counter in ("allocated", "held")}
