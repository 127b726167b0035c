"""The ledger's one door: goods that came or went, and with them the only changes of on hand."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection

from apps.core import clock
from apps.core.transactions import transaction_required

from ..types import NewMovement
from .news import tell_changed
from .watch import LevelChange, watch


@transaction_required
def record_movements(*, movements: Sequence[NewMovement]) -> int:
    """Record what happened and change on hand by it; return how many movements were new.

    A cause (source, line, kind) that is already recorded is skipped, so a repeated call changes nothing.
    Facts are never refused for want of stock: on hand may fall below zero, which opens an incident.
    Goods that keep no stock don't move. The number of statements doesn't depend on the number of movements;
    tens of thousands are welcome.
    """
    if not movements:
        return 0
    _lock_or_make_levels(movements)
    changes, recorded = _insert(movements)
    if recorded:
        watch(changes=changes)
        tell_changed(keys=[(change.product_id, change.location_id) for change in changes])
    return recorded


def _lock_or_make_levels(movements: Sequence[NewMovement]) -> None:
    keys = sorted({(movement.product_id, movement.location_id) for movement in movements})
    arrays = [product_id for product_id, _location in keys], [location_id for _product, location_id in keys]
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_OR_MAKE, arrays)


def _insert(movements: Sequence[NewMovement]) -> tuple[list[LevelChange], int]:
    parameters: dict[str, Any] = {
        column: list(map(attrgetter(column), movements)) for column in _COLUMN_TYPES
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {**parameters, "recorded_at": clock.now()})
        rows = cursor.fetchall()
    return [LevelChange(*row[:5]) for row in rows], sum(row[5] for row in rows)


_LOCK_OR_MAKE = """
INSERT INTO stock_stocklevel AS level (product_id, location_id, on_hand, allocated, held, safety_stock)
SELECT key.product_id, key.location_id, 0, 0, 0, 0
FROM unnest(%s::bigint[], %s::bigint[]) AS key (product_id, location_id)
JOIN catalogue_product AS product ON product.id = key.product_id AND product.needs_shipping
ORDER BY key.product_id, key.location_id
ON CONFLICT (product_id, location_id) DO UPDATE SET on_hand = level.on_hand WHERE false
"""
# ON CONFLICT DO UPDATE locks a row that is there, also where its WHERE then forbids the update: levels are
# made and locked in one pass and one order, and none is rewritten for it.

_COLUMN_TYPES = {
    "product_id": "bigint",
    "location_id": "bigint",
    "kind": "text",
    "quantity": "integer",
    "at": "timestamptz",
    "source_kind": "text",
    "source_id": "text",
    "source_line": "text",
    "actor_id": "bigint",
    "reason": "text",
    "unit_cost": "numeric",
}
_COLUMNS = ", ".join(_COLUMN_TYPES)
_ARRAYS = ", ".join(f"%({column})s::{kind}[]" for column, kind in _COLUMN_TYPES.items())

# Sorted by source, so that two batches with the same causes wait for each other in one order.
_INSERT = f"""
WITH recorded AS (
    INSERT INTO stock_stockmovement ({_COLUMNS}, recorded_at)
    SELECT {_COLUMNS}, %(recorded_at)s FROM unnest({_ARRAYS}) AS movement ({_COLUMNS})
    JOIN catalogue_product AS product ON product.id = movement.product_id AND product.needs_shipping
    ORDER BY source_id, source_line, kind, source_kind
    ON CONFLICT (source_id, source_line, kind, source_kind) DO NOTHING
    RETURNING product_id, location_id, quantity
), change AS (
    SELECT product_id, location_id, sum(quantity) AS quantity, count(*) AS movements
    FROM recorded GROUP BY product_id, location_id
)
UPDATE stock_stocklevel AS level SET on_hand = level.on_hand + change.quantity
FROM change WHERE level.product_id = change.product_id AND level.location_id = change.location_id
RETURNING level.product_id, level.location_id, level.on_hand, level.allocated, change.quantity, change.movements
"""
