"""The figures on orders, lines and returns, recomputed from the ledgers they are caches of: one query each."""

from collections.abc import Iterator

from apps.core.reconciliation import Drift, drifts_of


def drifts() -> Iterator[Drift]:
    """Yield every order, line and return whose figures differ from what was booked, promised or paid."""
    for column, amount, which in _TOTALS:
        sql = _TOTAL.format(column=column, amount=amount, which=which)
        yield from drifts_of(name=f"orders.{column.replace('_', '-')}", sql=sql)
    for column, kind in _QUANTITIES:
        sql = _QUANTITY.format(column=column, kind=kind)
        yield from drifts_of(name=f"orders.{column.replace('_', '-')}", sql=sql)
    yield from drifts_of(name="orders.line-as-sold", sql=_AS_SOLD)
    yield from drifts_of(name="orders.return-lines", sql=_RETURN_LINES)
    yield from drifts_of(name="orders.refund-total", sql=_REFUND_TOTAL)
    yield from drifts_of(name="orders.promised", sql=_PROMISED)
    yield from drifts_of(name="orders.payments-linked", sql=_PAYMENTS)


_DELIVERY = "line_id IN (SELECT id FROM order_line WHERE kind = 'delivery')"
_TOTALS = (
    ("total_incl_tax", "gross", "true"),
    ("total_excl_tax", "net", "true"),
    ("shipping_incl_tax", "gross", _DELIVERY),
    ("shipping_excl_tax", "net", _DELIVERY),
)
_QUANTITIES = (("cancelled_quantity", "cancellation"), ("returned_quantity", "return"))

_TOTAL = """
SELECT 'order:' || o.id, o.{column}, coalesce(ledger.amount, 0)
FROM order_order AS o
LEFT JOIN (
    SELECT order_id, sum({amount}) AS amount FROM order_orderentry WHERE {which} GROUP BY order_id
) AS ledger ON ledger.order_id = o.id
WHERE o.{column} <> coalesce(ledger.amount, 0)
ORDER BY o.id
"""

_QUANTITY = """
SELECT 'order-line:' || line.id, line.{column}, coalesce(ledger.quantity, 0)
FROM order_line AS line
LEFT JOIN (
    SELECT line_id, -sum(quantity) AS quantity FROM order_orderentry WHERE kind = '{kind}' GROUP BY line_id
) AS ledger ON ledger.line_id = line.id
WHERE line.{column} <> coalesce(ledger.quantity, 0)
ORDER BY line.id
"""

_AS_SOLD = """
SELECT 'order-line:' || line.id, line.line_price_incl_tax, ledger.gross
FROM order_line AS line
LEFT JOIN (
    SELECT line_id, sum(gross) AS gross, sum(net) AS net FROM order_orderentry
    WHERE kind IN ('sale', 'service', 'delivery') GROUP BY line_id
) AS ledger ON ledger.line_id = line.id
WHERE (line.line_price_incl_tax, line.line_price_excl_tax) IS DISTINCT FROM (ledger.gross, ledger.net)
ORDER BY line.id
"""

_RETURN_LINES = """
SELECT 'order-line:' || line.id, line.returned_quantity, coalesce(back.quantity, 0)
FROM order_line AS line
LEFT JOIN (
    SELECT order_line_id, sum(quantity) AS quantity FROM order_returnline GROUP BY order_line_id
) AS back ON back.order_line_id = line.id
WHERE line.returned_quantity <> coalesce(back.quantity, 0)
ORDER BY line.id
"""

_REFUND_TOTAL = """
SELECT 'return:' || handed_in.id, handed_in.refund_total, coalesce(-ledger.gross, 0)
FROM order_return AS handed_in
LEFT JOIN (
    SELECT handed_in_id, sum(gross) AS gross FROM order_orderentry GROUP BY handed_in_id
) AS ledger ON ledger.handed_in_id = handed_in.id
WHERE handed_in.refund_total <> coalesce(-ledger.gross, 0)
ORDER BY handed_in.id
"""

# Goods promised to a line, handed over or not, are all that was ordered and not cancelled; of a bundle, of each
# component as many as go into that.
_PROMISED = """
SELECT 'order-line:' || line.id, coalesce(promise.quantity, 0),
    (line.quantity - line.cancelled_quantity) * coalesce(promise.per_unit, 1)
FROM order_line AS line
JOIN order_order AS o ON o.id = line.order_id
LEFT JOIN (
    SELECT source_id, product_id, per_unit, sum(allocation.quantity - released) AS quantity
    FROM stock_allocation AS allocation JOIN stock_stocklevel AS level ON level.id = allocation.level_id
    WHERE source_kind = 'order-line' GROUP BY source_id, product_id, per_unit
) AS promise ON promise.source_id = line.id::text
WHERE line.kind = 'goods' AND line.method IN ('delivery', 'pickup')
    AND coalesce(promise.quantity, 0)
        <> (line.quantity - line.cancelled_quantity) * coalesce(promise.per_unit, 1)
ORDER BY line.id
"""

_PAYMENTS = """
SELECT 'payment:' || payment.id, coalesce('order:' || link.order_id, 'none'), payment.subject
FROM payments_payment AS payment
LEFT JOIN order_orderpayment AS link ON link.payment_id = payment.id
WHERE CASE WHEN payment.subject LIKE 'order:%%' OR link.id IS NOT NULL
    THEN payment.subject IS DISTINCT FROM 'order:' || link.order_id ELSE false END
ORDER BY payment.id
"""
