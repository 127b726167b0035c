"""What fulfilments handed over, beside what the stock ledger says they took."""

from collections.abc import Iterator

from apps.core.reconciliation import Drift, drifts_of


def drifts() -> Iterator[Drift]:
    """Yield every line whose goods left the house in another number than the ledger's movements say."""
    yield from drifts_of(name="fulfilment.handed-over", sql=_HANDED_OVER)


_HANDED_OVER = """
SELECT 'fulfilment-line:' || line.id,
       CASE WHEN fulfilment.state IN ('shipped', 'handed-over') THEN line.picked ELSE 0 END,
       -coalesce(movement.quantity, 0)
FROM fulfilment_fulfilmentline AS line
JOIN fulfilment_fulfilment AS fulfilment ON fulfilment.id = line.fulfilment_id
LEFT JOIN stock_stockmovement AS movement
    ON movement.source_kind = 'fulfilment' AND movement.source_id = line.fulfilment_id::text
    AND movement.source_line = line.allocation_id::text AND movement.kind = 'sale'
WHERE CASE WHEN fulfilment.state IN ('shipped', 'handed-over') THEN line.picked ELSE 0 END
      <> -coalesce(movement.quantity, 0)
ORDER BY line.id
"""
