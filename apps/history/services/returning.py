"""Turns credit notes into returns: each line against the customer's latest earlier purchase of the goods."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

from apps.catalog.models import TaxCategory
from apps.channels.business_day import business_date
from apps.orders.types import ReturnedLine, ReturnFact, Tender

from ..classification import is_service
from ..types import SOURCE, Outcome, Row
from .batch import Batch, document_id
from .planning import PlannedDocument
from .titles import title_of


@dataclass(slots=True)
class _Purchase:
    """What a customer still has of an order line."""

    line_id: int
    price: Decimal
    at: datetime
    left: int


Purchases = dict[tuple[int, int], list[_Purchase]]
"""By customer and product, latest first."""

_PURCHASES = """
    SELECT o.user_id, l.product_id, l.id, l.unit_price, o.date_placed,
           l.quantity - l.cancelled_quantity - l.returned_quantity
    FROM unnest(%s::bigint[], %s::bigint[]) AS wanted (user_id, product_id)
    JOIN order_order o ON o.user_id = wanted.user_id
    JOIN order_line l ON l.order_id = o.id AND l.product_id = wanted.product_id
    WHERE l.quantity > l.cancelled_quantity + l.returned_quantity
    ORDER BY o.date_placed DESC, l.id DESC
"""


def return_facts(batch: Batch, plans: Sequence[PlannedDocument]) -> list[ReturnFact]:
    """Return the documents' returned rows as returns, in the order of the documents.

    A row bigger than what the customer bought is split: the part that was bought, and a blind rest.
    """
    purchases = _purchases(batch, plans)
    return [_fact(batch, plan, purchases) for plan in plans]


def _fact(batch: Batch, plan: PlannedDocument, purchases: Purchases) -> ReturnFact:
    run, first = batch.run, plan.first_row(Outcome.RETURN)
    at, key = batch.moment(first), document_id(batch.run, plan, "return")
    lines = tuple(line for _place, row in plan.rows(Outcome.RETURN) for line in _lines(batch, row, purchases))
    return ReturnFact(
        id=key,
        code=f"{plan.name}-{run.channel.code}-{plan.digest[:6]}",
        channel=run.channel,
        location=run.location,
        at=at,
        business_date=business_date(run.location, at),
        currency=run.channel.currency,
        customer_id=batch.customers.get(first.customer),
        actor_id=None,
        source_kind=SOURCE,
        source_id=str(key),
        lines=lines,
        tenders=(Tender("external", -sum((line.gross for line in lines), Decimal(0)), SOURCE),),
    )


def _lines(batch: Batch, row: Row, purchases: Purchases) -> Iterator[ReturnedLine]:
    rest = -row.quantity
    for purchase in _matching(batch, row, purchases):
        taken = min(rest, purchase.left)
        if taken:
            purchase.left -= taken
            rest -= taken
            yield _line(batch, row, taken, purchase.line_id)
    if rest:
        yield _line(batch, row, rest, None)


def _line(batch: Batch, row: Row, quantity: int, order_line_id: int | None) -> ReturnedLine:
    service = is_service(row.code)
    return ReturnedLine(
        product_id=None if service else batch.products[row.code],
        title=title_of(row),
        quantity=quantity,
        unit_price=row.price,
        gross=quantity * row.price,
        net=quantity * row.price,
        tax_rate=Decimal(0),
        tax_category=TaxCategory.ZERO.value,
        order_line_id=order_line_id,
        disposition="not-stocked" if service else "sellable",
        reason=row.description,
    )


def _matching(batch: Batch, row: Row, purchases: Purchases) -> list[_Purchase]:
    """Return the earlier purchases of the same goods, those at the same price first, then the latest."""
    customer, product = batch.customers.get(row.customer), batch.products.get(row.code)
    if customer is None or product is None:
        return []
    earlier = [each for each in purchases.get((customer, product), ()) if each.at <= batch.moment(row)]
    return sorted(earlier, key=lambda each: each.price != row.price)


def _purchases(batch: Batch, plans: Sequence[PlannedDocument]) -> Purchases:
    wanted = {
        (batch.customers[row.customer], batch.products[row.code])
        for plan in plans
        for _place, row in plan.rows(Outcome.RETURN)
        if row.customer and row.code in batch.products
    }
    found: Purchases = defaultdict(list)
    if wanted:
        customers, products = zip(*sorted(wanted), strict=True)
        with connection.cursor() as sql:
            sql.execute(_PURCHASES, [list(customers), list(products)])
            for customer, product, line, price, at, left in sql.fetchall():
                found[customer, product].append(_Purchase(line, price, at, left))
    return found
