"""The figures on payments, recomputed from the entries they are caches of."""

from collections.abc import Iterator

from apps.core.reconciliation import Drift, drifts_of


def drifts() -> Iterator[Drift]:
    """Yield every payment whose figures differ from its entries, and every refund that isn't booked as it says."""
    for name, counter, ledger in _COUNTERS:
        yield from drifts_of(name=name, sql=_PAYMENT.format(counter=counter, ledger=ledger))
    yield from drifts_of(name="payments.refund-booked", sql=_REFUND)


_COUNTERS = (
    ("payments.captured", "captured_amount", "kind = 'capture'"),
    ("payments.authorised", "authorised_amount", "kind IN ('authorisation', 'void')"),
    ("payments.refunded", "refunded_amount", "kind = 'refund'"),
)

_PAYMENT = """
SELECT 'payment:' || payment.id, payment.{counter}, coalesce(ledger.amount, 0)
FROM payments_payment AS payment
LEFT JOIN (
    SELECT payment_id, sum(CASE WHEN kind = 'void' THEN -amount ELSE amount END) AS amount
    FROM payments_paymententry WHERE {ledger} GROUP BY payment_id
) AS ledger ON ledger.payment_id = payment.id
WHERE payment.{counter} <> coalesce(ledger.amount, 0)
ORDER BY payment.id
"""

_REFUND = """
SELECT 'refund:' || refund.id,
       CASE WHEN refund.state = 'done' THEN refund.amount ELSE 0 END,
       coalesce(entry.amount, 0)
FROM payments_refund AS refund
LEFT JOIN payments_paymententry AS entry
    ON entry.kind = 'refund' AND entry.source = 'refund:' || refund.id AND entry.payment_id = refund.payment_id
WHERE CASE WHEN refund.state = 'done' THEN refund.amount ELSE 0 END <> coalesce(entry.amount, 0)
ORDER BY refund.id
"""
