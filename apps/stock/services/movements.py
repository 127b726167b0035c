"""The ledger's one door: goods that came or went, and with them the only changes of what lies where."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection

from apps.core import clock
from apps.core.transactions import transaction_required

from ..choices import StockState
from ..types import NewMovement
from .costs import take_in_receipts
from .news import tell_changed
from .watch import LevelChange, watch


@transaction_required
def record_movements(*, movements: Sequence[NewMovement]) -> int:
    """Record what happened and change the levels by it; return how many movements were new.

    A cause (source, line, kind) that is already recorded is skipped, so a repeated call changes nothing.
    Facts are never refused for want of stock: on hand may fall below zero, which opens an incident.
    Goods that keep no stock don't move, and in a bundle's place what it consists of does. The number of statements
    doesn't depend on the number of movements; tens of thousands are welcome.
    """
    if not movements:
        return 0
    _lock_or_make_levels(movements)
    changes, recorded = _insert(movements)
    if recorded:
        take_in_receipts(movements=movements)
        watch(changes=[change for change in changes if change.on_hand_change])
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
SELECT DISTINCT product.id, key.location_id, 0, 0, 0, 0
FROM unnest(%s::bigint[], %s::bigint[]) AS key (product_id, location_id)
LEFT JOIN catalogue_bundlecomponent AS part ON part.bundle_id = key.product_id
JOIN catalogue_product AS product
    ON product.id = coalesce(part.component_id, key.product_id) AND product.needs_shipping
ORDER BY product.id, key.location_id
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
    "state": "text",
}
_COLUMNS = ", ".join(_COLUMN_TYPES)
_ARRAYS = ", ".join(f"%({column})s::{kind}[]" for column, kind in _COLUMN_TYPES.items())

_IN_STATE = ", ".join(
    f"coalesce(sum(quantity) FILTER (WHERE state = '{state}'), 0) AS {state.replace('-', '_')}"
    for state in StockState
)
_TAKEN = ", ".join(name for name in _COLUMN_TYPES if name != "unit_cost")
_OF_COMPONENTS = {
    "product_id": "product.id",
    "quantity": "movement.quantity * coalesce(part.quantity, 1)",
    "source_line": "movement.source_line || coalesce(':' || part.component_id, '')",
}
_MOVED = ", ".join(
    _OF_COMPONENTS.get(name, f"movement.{name}") for name in _COLUMN_TYPES if name != "unit_cost"
)

# Sorted by source, so that two batches with the same causes wait for each other in one order. A bundle's components
# have lines of their own; told again it isn't recorded again, even if it has other components by now.
_INSERT = f"""
WITH recorded AS (
    INSERT INTO stock_stockmovement ({_TAKEN}, unit_cost, recorded_at)
    SELECT {_MOVED}, coalesce(movement.unit_cost, cost.average), %(recorded_at)s
    FROM unnest({_ARRAYS}) AS movement ({_COLUMNS})
    LEFT JOIN catalogue_bundlecomponent AS part ON part.bundle_id = movement.product_id
    JOIN catalogue_product AS product
        ON product.id = coalesce(part.component_id, movement.product_id) AND product.needs_shipping
    LEFT JOIN stock_productcost AS cost ON cost.product_id = product.id
    WHERE part.id IS NULL OR NOT EXISTS (
        SELECT FROM stock_stockmovement AS told
        WHERE told.source_id = movement.source_id AND told.source_kind = movement.source_kind
            AND told.kind = movement.kind AND starts_with(told.source_line, movement.source_line || ':')
    )
    ORDER BY movement.source_id, movement.source_line, part.component_id, movement.kind, movement.source_kind
    ON CONFLICT (source_id, source_line, kind, source_kind) DO NOTHING
    RETURNING product_id, location_id, state, quantity, at
), month AS (
    INSERT INTO stock_stockmonth AS book (product_id, location_id, state, month, quantity)
    SELECT product_id, location_id, state, date_trunc('month', at AT TIME ZONE 'UTC')::date, sum(quantity)
    FROM recorded GROUP BY 1, 2, 3, 4
    ON CONFLICT (product_id, location_id, state, month)
        DO UPDATE SET quantity = book.quantity + excluded.quantity
), change AS (
    SELECT product_id, location_id, count(*) AS movements,
        {_IN_STATE}
    FROM recorded GROUP BY product_id, location_id
)
UPDATE stock_stocklevel AS level SET on_hand = level.on_hand + change.sellable,
    quarantined = level.quarantined + change.quarantine, displayed = level.displayed + change.display,
    in_transit = level.in_transit + change.in_transit
FROM change WHERE level.product_id = change.product_id AND level.location_id = change.location_id
RETURNING level.product_id, level.location_id, level.on_hand, level.allocated, change.sellable, change.movements
"""
