"""What promises are made from, in one statement: levels, what is kept back of them, what bundles consist of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.core.prepared import planned_rows

from .offering import Limits, Parts, Reserve
from .types import LevelKey, LocationAvailability

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Levels by product in the channel's order, those of bundles' components among them, and the rules for them."""

    places: dict[int, list[LocationAvailability]]
    limits: Limits
    bundles: dict[int, Parts]

    @property
    def without_level(self) -> list[int]:
        """Return the products of which nothing ever was where the channel sells from."""
        return [key for key, places in self.places.items() if not places and key not in self.bundles]


def read_figures(
    *, channel_id: int, product_ids: Collection[int], at: datetime, holder: str | None
) -> Figures:
    """Return the figures as they are; holds that have expired and those of the holder don't count as held."""
    given = {"channel": channel_id, "products": list(product_ids), "at": at, "holder": holder}
    return figures_of(planned_rows(_READ, given), product_ids=product_ids)


def lock_figures(*, channel_id: int, product_ids: Collection[int], holder: str | None) -> list[Row]:
    """Lock the levels that the channel may take the products from, and those with the holder's holds.

    Rows of levels have the kind `level`, their key second and what is held sixth; `figures_of` makes figures of them.
    """
    given = {"channel": channel_id, "products": list(product_ids), "holder": holder}
    return planned_rows(_LOCK, given)


def figures_of(
    rows: Iterable[Row], *, product_ids: Collection[int], freed: Mapping[LevelKey, int] | None = None
) -> Figures:
    """Return what the rows say, without the units by level that were freed since.

    Levels without a position aren't the channel's: they were locked for their holds alone.
    """
    places: dict[int, list[LocationAvailability]] = {product_id: [] for product_id in product_ids}
    rules: list[Row] = []
    for row in rows:
        kind, _key, product_id, location_id, on_hand, allocated, held, safety, position, ships, _others = row
        if kind != "level":
            rules.append(row)
        elif position is not None:
            if freed:
                held -= freed.get((product_id, location_id), 0)
            available = on_hand - allocated - held - safety
            places.setdefault(product_id, []).append(
                LocationAvailability(
                    location_id, on_hand, allocated, held, safety, available, position, ships
                )
            )
    return _with_rules(places, rules)


def _with_rules(places: dict[int, list[LocationAvailability]], rules: Iterable[Row]) -> Figures:
    reserves: dict[int, list[Reserve]] = defaultdict(list)
    buffers: dict[tuple[int | None, int | None], int] = {}
    bundles: dict[int, dict[int, int]] = defaultdict(dict)
    for kind, key, product_id, location_id, quantity, *_figures, others in rules:
        if kind == "reserve":
            reserves[product_id].append(Reserve(key, quantity, location_id, frozenset(others)))
        elif kind == "buffer":
            buffers[product_id, location_id] = quantity
        else:
            bundles[key][product_id] = quantity
            places.setdefault(product_id, [])
    return Figures(places, Limits(reserves, buffers), dict(bundles))


# The products that are asked for and what bundles among them consist of.
_WANTED = """
wanted AS MATERIALIZED (
    SELECT ARRAY(
        SELECT unnest(%(products)s::bigint[])
        UNION SELECT component_id FROM catalogue_bundlecomponent WHERE bundle_id = ANY(%(products)s::bigint[])
    ) AS products
)"""

_RULES = """
UNION ALL
SELECT 'reserve', channel_id, product_id, location_id, quantity, NULL, NULL, NULL, NULL, NULL, ARRAY(
    SELECT location_id FROM channels_channellocation AS own WHERE own.channel_id = reserve.channel_id
)
FROM stock_channelreserve AS reserve
WHERE product_id = ANY((SELECT products FROM wanted)::bigint[]) AND channel_id <> %(channel)s
UNION ALL
SELECT 'buffer', channel_id, product_id, location_id, quantity, NULL, NULL, NULL, NULL, NULL, NULL
FROM stock_channelbuffer
WHERE channel_id = %(channel)s
    AND (product_id IS NULL OR product_id = ANY((SELECT products FROM wanted)::bigint[]))
UNION ALL
SELECT 'component', bundle_id, component_id, NULL, quantity, NULL, NULL, NULL, NULL, NULL, NULL
FROM catalogue_bundlecomponent WHERE bundle_id = ANY(%(products)s::bigint[])
ORDER BY 9, 4"""

# Levels without holds aren't looked up among them.
_READ = f"""
WITH {_WANTED}
SELECT 'level' AS kind, level.id, level.product_id, level.location_id, level.on_hand, level.allocated,
    level.held - CASE WHEN level.held > 0 THEN coalesce((
        SELECT sum(hold.quantity) FROM stock_hold AS hold
        WHERE hold.level_id = level.id AND (hold.expires_at <= %(at)s OR hold.holder = %(holder)s)
    ), 0) ELSE 0 END,
    level.safety_stock, place.position, location.ships, NULL::bigint[]
FROM stock_stocklevel AS level
JOIN channels_channellocation AS place ON place.location_id = level.location_id
JOIN channels_location AS location ON location.id = level.location_id
JOIN catalogue_product AS product ON product.id = level.product_id
WHERE level.product_id = ANY((SELECT products FROM wanted)::bigint[])
    AND place.channel_id = %(channel)s AND location.is_active AND product.needs_shipping
{_RULES}
"""

# The ids are an array, found before any lock is waited for: where they are a subquery, PostgreSQL asks it again
# of a level that changed while it was waited for, doesn't find the level there and leaves it out.
_LOCK = f"""
WITH {_WANTED}, level AS MATERIALIZED (
    SELECT * FROM stock_stocklevel
    WHERE id = ANY(ARRAY(
        SELECT sold.id FROM stock_stocklevel AS sold
        JOIN channels_channellocation AS allowed ON allowed.location_id = sold.location_id
        WHERE sold.product_id = ANY((SELECT products FROM wanted)::bigint[])
            AND allowed.channel_id = %(channel)s
        UNION ALL SELECT level_id FROM stock_hold WHERE holder = %(holder)s
    ))
    ORDER BY product_id, location_id
    FOR UPDATE
)
SELECT 'level' AS kind, level.id, level.product_id, level.location_id, level.on_hand, level.allocated,
    level.held, level.safety_stock, place.position, location.ships, NULL::bigint[]
FROM level
JOIN catalogue_product AS product ON product.id = level.product_id
JOIN channels_location AS location ON location.id = level.location_id
LEFT JOIN channels_channellocation AS place ON place.location_id = level.location_id
    AND place.channel_id = %(channel)s AND location.is_active AND product.needs_shipping
{_RULES}
"""
