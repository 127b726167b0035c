"""Stock's counters, recomputed from the rows they are caches of: one streaming query a counter."""

from collections.abc import Iterator

from apps.core.reconciliation import Drift, drifts_of


def drifts() -> Iterator[Drift]:
    """Yield every level whose on hand, allocated or held differs from its ledger."""
    yield from drifts_of(name="stock.on-hand", sql=_ON_HAND)
    yield from drifts_of(name="stock.allocated", sql=_ALLOCATED)
    yield from drifts_of(name="stock.held", sql=_HELD)


_ON_HAND = """
SELECT 'stock:' || product_id || ':' || location_id, level.on_hand, ledger.on_hand
FROM stock_stocklevel AS level
FULL JOIN (
    SELECT product_id, location_id, sum(quantity) AS on_hand
    FROM stock_stockmovement GROUP BY product_id, location_id
) AS ledger USING (product_id, location_id)
WHERE coalesce(level.on_hand, 0) <> coalesce(ledger.on_hand, 0)
ORDER BY product_id, location_id
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
