"""Stock's counters, recomputed from the rows they are caches of: one streaming query a counter."""

from collections.abc import Iterator

from apps.core.reconciliation import Drift, drifts_of

from .choices import COUNTERS


def drifts() -> Iterator[Drift]:
    """Yield every level, promise, month and average cost that differs from its ledger."""
    for check in (levels, promises, journeys, months, costs):
        yield from check()


def levels() -> Iterator[Drift]:
    """Yield every level that isn't the sum of its movements, state by state."""
    for state, counter in COUNTERS.items():
        yield from drifts_of(
            name=f"stock.{counter.replace('_', '-')}",
            sql=_IN_STATE.format(state=state.value, counter=counter),
        )


def promises() -> Iterator[Drift]:
    """Yield every level whose promises aren't those of its allocations and holds."""
    yield from drifts_of(name="stock.allocated", sql=_ALLOCATED)
    yield from drifts_of(name="stock.held", sql=_HELD)


def journeys() -> Iterator[Drift]:
    """Yield every level on whose way isn't what open transfers bring."""
    yield from drifts_of(name="stock.transfers", sql=_TRANSFERS)


def months() -> Iterator[Drift]:
    """Yield every month that isn't the sum of its movements."""
    yield from drifts_of(name="stock.months", sql=_MONTHS)


def costs() -> Iterator[Drift]:
    """Yield every average cost that isn't what its last entry says."""
    yield from drifts_of(name="stock.average-cost", sql=_AVERAGE_COST)


_IN_STATE = """
SELECT 'stock:' || product_id || ':' || location_id, level.{counter}, ledger.units
FROM stock_stocklevel AS level
FULL JOIN (
    SELECT product_id, location_id, sum(quantity) AS units
    FROM stock_stockmovement WHERE state = '{state}' GROUP BY product_id, location_id
) AS ledger USING (product_id, location_id)
WHERE coalesce(level.{counter}, 0) <> coalesce(ledger.units, 0)
ORDER BY product_id, location_id
"""

_TRANSFERS = """
SELECT 'stock:' || product_id || ':' || location_id, coalesce(level.in_transit, 0), coalesce(journey.units, 0)
FROM stock_stocklevel AS level
FULL JOIN (
    SELECT line.product_id, transfer.destination_id AS location_id,
        sum(greatest(0, line.quantity - line.received - line.lost - line.returned)) AS units
    FROM stock_transferline AS line
    JOIN stock_transfer AS transfer ON transfer.id = line.transfer_id
    JOIN catalogue_product AS product ON product.id = line.product_id AND product.needs_shipping
    WHERE transfer.state IN ('dispatched', 'partly-received')
    GROUP BY 1, 2
) AS journey USING (product_id, location_id)
WHERE coalesce(level.in_transit, 0) <> coalesce(journey.units, 0)
ORDER BY product_id, location_id
"""

_MONTHS = """
SELECT 'stock:' || product_id || ':' || location_id || ':' || state || ':' || month, book.quantity, ledger.units
FROM stock_stockmonth AS book
FULL JOIN (
    SELECT product_id, location_id, state, date_trunc('month', at AT TIME ZONE 'UTC')::date AS month,
        sum(quantity) AS units
    FROM stock_stockmovement GROUP BY 1, 2, 3, 4
) AS ledger USING (product_id, location_id, state, month)
WHERE coalesce(book.quantity, 0) <> coalesce(ledger.units, 0)
ORDER BY product_id, location_id, state, month
"""

_AVERAGE_COST = """
SELECT 'cost:' || product_id, cost.average, entry.average_after
FROM stock_productcost AS cost
FULL JOIN (
    SELECT DISTINCT ON (product_id) product_id, average_after
    FROM stock_costentry ORDER BY product_id, recorded_at DESC, id DESC
) AS entry USING (product_id)
WHERE cost.average IS DISTINCT FROM entry.average_after
ORDER BY product_id
"""

_CLAIMED = """
SELECT 'stock:' || level.product_id || ':' || level.location_id, level.{counter}, coalesce(claims.quantity, 0)
FROM stock_stocklevel AS level
LEFT JOIN (
    SELECT level_id, sum({quantity}) AS quantity FROM {table} GROUP BY level_id
) AS claims ON claims.level_id = level.id
WHERE level.{counter} <> coalesce(claims.quantity, 0)
ORDER BY level.product_id, level.location_id
"""
_ALLOCATED = _CLAIMED.format(
    counter="allocated", quantity="quantity - consumed - released", table="stock_allocation"
)
_HELD = _CLAIMED.format(counter="held", quantity="quantity", table="stock_hold")
