"""Returns that happened, booked as they happened: on a former system's credit note, at a till without a network."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import connection

from apps.core.bulk import copy_rows, insert_new
from apps.core.locking import lock_rows
from apps.core.outbox import Event, publish_all
from apps.core.transactions import transaction_required
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..models import Line, OrderEntry, OrderEvent, Return, ReturnLine
from ..types import ReturnedLine, ReturnFact

_RETURN_FIELDS = (
    *("id", "code", "channel", "location", "customer", "actor", "state", "currency", "refund_total"),
    *("business_date", "received_at", "settled_at", "source_kind", "source_id"),
)


@transaction_required
def record_returns(*, returns: Sequence[ReturnFact]) -> list[Return]:
    """Book the returns with their goods, money and ledger entries; return them in the same order.

    A return is a fact and is booked once, by its id and its source. What exceeds the part of a line that is
    still with the customer is booked blind: nothing comes back more often than it was sold. A few
    statements whatever the number.
    """
    facts = sorted({fact.id: fact for fact in returns}.values(), key=lambda fact: fact.id)
    new_keys = _insert(facts)
    new = [fact for fact in facts if fact.id in new_keys]
    settled = {
        fact.id: list(_never_more_than_sold(fact.lines, left)) for left in [_left_of(new)] for fact in new
    }
    _write_lines(new, settled)
    _write_entries(new, settled)
    _count_back(settled)
    record_movements(movements=[movement for fact in new for movement in _movements(fact, settled[fact.id])])
    record_settled([payment for fact in new for payment in _payments(fact)])
    publish_all([Event("return.settled", f"return:{fact.id}", {"return_id": str(fact.id)}) for fact in new])
    found = Return.objects.in_bulk({fact.id for fact in returns})
    by_source = {(row.source_kind, row.source_id): row for row in found.values()}
    return [found.get(fact.id) or by_source[fact.source_kind, fact.source_id] for fact in returns]


def _insert(facts: Sequence[ReturnFact]) -> set[object]:
    rows = (
        (
            *(fact.id, fact.code, fact.channel.pk, fact.location.pk, fact.customer_id, fact.actor_id),
            *(
                Return.State.SETTLED.value,
                fact.currency,
                sum((line.gross for line in fact.lines), Decimal(0)),
            ),
            *(fact.business_date, fact.at, fact.at, fact.source_kind, fact.source_id),
        )
        for fact in facts
    )
    return {key for (key,) in insert_new(model=Return, fields=_RETURN_FIELDS, rows=rows, returning=("id",))}


def _left_of(facts: Sequence[ReturnFact]) -> dict[int, Line]:
    """Lock the lines that goods were sold on, so that nobody else takes the same goods back meanwhile."""
    keys = {line.order_line_id for fact in facts for line in fact.lines if line.order_line_id}
    return {line.pk: line for line in lock_rows(Line.objects.filter(pk__in=keys))} if keys else {}


def _never_more_than_sold(lines: Sequence[ReturnedLine], left: dict[int, Line]) -> Iterator[ReturnedLine]:
    for line in lines:
        sold = left.get(line.order_line_id) if line.order_line_id else None
        if sold is None:
            yield replace(line, order_line_id=None)
            continue
        known = min(line.quantity, sold.quantity - sold.cancelled_quantity - sold.returned_quantity)
        sold.returned_quantity += known
        if known == line.quantity:
            yield line
        else:
            yield from _parts(line, known)


def _parts(line: ReturnedLine, known: int) -> Iterator[ReturnedLine]:
    """Yield the part of the line that was sold, if any, and the rest, which is blind; they sum exactly."""
    share = Decimal(known) / line.quantity
    gross, net = _round(line.gross * share), _round(line.net * share)
    if known:
        yield replace(line, quantity=known, gross=gross, net=net)
    yield replace(
        line, order_line_id=None, quantity=line.quantity - known, gross=line.gross - gross, net=line.net - net
    )


def _round(amount: Decimal) -> Decimal:
    """Return the amount as the ledger keeps it, to four decimals."""
    return amount.quantize(Decimal("0.0001"))


def _write_lines(facts: Sequence[ReturnFact], settled: dict[object, list[ReturnedLine]]) -> None:
    copy_rows(
        model=ReturnLine,
        fields=(
            *("handed_in", "order_line", "product", "title", "position", "quantity", "unit_price"),
            *("gross", "net", "tax_category", "tax_rate", "disposition", "reason"),
        ),
        rows=(
            (
                *(fact.id, line.order_line_id, line.product_id, line.title[:255], position, line.quantity),
                *(line.unit_price, line.gross, line.net, line.tax_category, line.tax_rate),
                *(line.disposition, line.reason[:200]),
            )
            for fact in facts
            for position, line in enumerate(settled[fact.id])
        ),
    )


def _write_entries(facts: Sequence[ReturnFact], settled: dict[object, list[ReturnedLine]]) -> None:
    orders = _orders_of(settled)
    copy_rows(
        model=OrderEntry,
        fields=(
            *("order", "handed_in", "line", "channel", "location", "product", "kind", "quantity"),
            *("gross", "net", "tax_category", "tax_rate", "business_date", "at", "source"),
        ),
        rows=(
            (
                *(orders.get(line.order_line_id or 0), fact.id, line.order_line_id, fact.channel.pk),
                *(fact.location.pk, line.product_id, OrderEntry.Kind.RETURN.value, -line.quantity),
                *(-line.gross, -line.net, line.tax_category, line.tax_rate, fact.business_date, fact.at),
                f"return:{fact.id}:{position}",
            )
            for fact in facts
            for position, line in enumerate(settled[fact.id])
        ),
    )
    copy_rows(
        model=OrderEvent,
        fields=("order", "kind", "at", "actor", "data"),
        rows=(
            (order, "returned", fact.at, fact.actor_id, {"return": fact.code})
            for fact in facts
            for order in sorted(
                {orders[line.order_line_id] for line in settled[fact.id] if line.order_line_id}
            )
        ),
    )


def _orders_of(settled: dict[object, list[ReturnedLine]]) -> dict[int, int]:
    keys = {line.order_line_id for lines in settled.values() for line in lines} - {None}
    return dict(Line.objects.filter(pk__in=keys).values_list("pk", "order_id")) if keys else {}


def _count_back(settled: dict[object, list[ReturnedLine]]) -> None:
    """Update the caches beside the ledger: what came back of each line, and what each order still comes to."""
    back: dict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0), Decimal(0)])
    for lines in settled.values():
        for line in lines:
            if line.order_line_id:
                sums = back[line.order_line_id]
                sums[:] = [sums[0] + line.quantity, sums[1] + line.gross, sums[2] + line.net]
    if not back:
        return
    keys = sorted(back)
    columns = [keys, *([back[key][place] for key in keys] for place in range(3))]
    with connection.cursor() as sql:
        sql.execute(_COUNT_BACK, columns)


_COUNT_BACK = """
WITH back AS (
    SELECT * FROM unnest(%s::bigint[], %s::int[], %s::numeric[], %s::numeric[]) AS b (line_id, quantity, gross, net)
), lines AS (
    UPDATE order_line l SET returned_quantity = l.returned_quantity + back.quantity
    FROM back WHERE l.id = back.line_id RETURNING l.order_id, back.gross, back.net
)
UPDATE order_order o SET total_incl_tax = o.total_incl_tax - b.gross, total_excl_tax = o.total_excl_tax - b.net
FROM (SELECT order_id, sum(gross) AS gross, sum(net) AS net FROM lines GROUP BY order_id) b WHERE o.id = b.order_id
"""


def _movements(fact: ReturnFact, lines: Sequence[ReturnedLine]) -> Iterator[NewMovement]:
    for position, line in enumerate(lines):
        if line.product_id is None or line.disposition == "not-stocked":
            continue
        came = NewMovement(
            product_id=line.product_id,
            location_id=fact.location.pk,
            kind="return",
            quantity=line.quantity,
            at=fact.at,
            source_kind="return-line",
            source_id=str(fact.id),
            source_line=str(position),
            actor_id=fact.actor_id,
            reason=line.reason[:200],
        )
        yield came
        if line.disposition == "write-off":
            yield replace(came, kind="write-off", quantity=-line.quantity)


def _payments(fact: ReturnFact) -> Iterator[NewSettledPayment]:
    for position, tender in enumerate(fact.tenders):
        yield NewSettledPayment(
            method=tender.method,
            provider="cash" if tender.method == "cash" else "external",
            amount=tender.amount,
            currency=fact.currency,
            subject=f"return:{fact.id}",
            source=f"return:{fact.id}:tender:{position}",
            at=fact.at,
            reference=tender.reference[:128],
        )
