"""The same figures as the file's, taken from what was booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from .tally import Figures, Tally
from .types import Outcome

_ROWS = """
    SELECT r.month, d.is_credit, r.outcome, r.reason, count(*), sum(r.quantity), sum(r.quantity * r.unit_price),
           count(*) FILTER (WHERE r.unit_price = 0), count(*) FILTER (WHERE NOT r.has_customer),
           count(*) FILTER (WHERE r.quantity < 0 AND NOT d.is_credit)
    FROM history_salesrow r JOIN history_salesdocument d ON d.id = r.document_id
    WHERE d.id = ANY(%s)
    GROUP BY 1, 2, 3, 4
"""
_DOCUMENTS = """
    SELECT month, is_credit, count(*) FROM (
        SELECT DISTINCT ON (d.name) d.name, d.is_credit, r.month
        FROM history_salesrow r JOIN history_salesdocument d ON d.id = r.document_id
        WHERE d.id = ANY(%s)
        ORDER BY d.name, d.id, r.position
    ) AS first_rows GROUP BY 1, 2
"""
_LEDGER = """
    SELECT coalesce((
        SELECT sum(e.gross) FROM order_orderentry e
        WHERE e.kind IN ('sale', 'service') AND e.order_id IN (
            SELECT order_id FROM history_salesdocument WHERE id = ANY(%(documents)s))
    ), 0), coalesce((
        SELECT sum(l.gross) FROM order_returnline l
        WHERE l.handed_in_id IN (
            SELECT handed_in_id FROM history_salesdocument WHERE id = ANY(%(documents)s))
    ), 0)
"""


class _BookedRows(NamedTuple):
    """What rows of one month, kind of document and outcome amount to."""

    month: str
    is_credit: bool
    outcome: str
    reason: str
    rows: int
    units: int
    value: Decimal
    zero_price: int
    no_customer: int
    negative: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the documents came to in the ledgers, in the channel's currency."""

    sold: Decimal
    taken_back: Decimal


def booked_tally(*, documents: Sequence[int]) -> Tally:
    """Return the figures of the rows booked for these documents, by whichever run."""
    tally = Tally()
    with connection.cursor() as sql:
        sql.execute(_ROWS, [list(documents)])
        for row in map(_BookedRows._make, sql.fetchall()):
            for figures in (tally.total, tally.month(row.month)):
                _add(figures, row)
        sql.execute(_DOCUMENTS, [list(documents)])
        for month, is_credit, count in sql.fetchall():
            for figures in (tally.total, tally.month(month)):
                figures.invoices += count
                figures.credit_invoices += count if is_credit else 0
    return tally


def ledger_totals(*, documents: Sequence[int]) -> Ledger:
    """Return what the documents' orders and returns amount to in the order ledger."""
    with connection.cursor() as sql:
        sql.execute(_LEDGER, {"documents": list(documents)})
        sold, taken_back = sql.fetchone()
    return Ledger(sold, taken_back)


def _add(figures: Figures, row: _BookedRows) -> None:
    figures.rows += row.rows
    figures.units += row.units
    figures.value += row.value
    figures.returned_value += row.value if row.is_credit else 0
    figures.outcomes[Outcome(row.outcome)] += row.rows
    figures.traits.update(zero_price=row.zero_price, no_customer=row.no_customer, neg_qty_not_C=row.negative)
    if row.reason:
        figures.set_aside[row.reason] += row.rows
