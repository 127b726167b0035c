"""Returns that happened, booked as they happened: on a former system's credit note, at a till without a network."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from apps.core.bulk import copy_rows, insert_new
from apps.core.ids import speakable_code
from apps.core.locking import lock_rows
from apps.core.outbox import publish_all
from apps.core.transactions import transaction_required
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..events import return_news
from ..facts import check_returns
from ..models import Line, Order, OrderEntry, OrderEvent, OrderPayment, Return, ReturnLine
from ..types import SETTLED_METHODS, ReturnedLine, ReturnFact, Tender

TRIES_FOR_A_CODE = 5

_RETURN_FIELDS = (
    *("id", "code", "channel", "location", "customer", "actor", "state", "currency", "refund_total"),
    *("business_date", "received_at", "settled_at", "source_kind", "source_id"),
)


@transaction_required
def record_returns(*, returns: Sequence[ReturnFact]) -> list[Return]:
    """Book the returns with their goods, money and ledger entries; return them in the same order.

    A return is a fact and is booked once, by its id and its source. What exceeds the part of a line that is
    still with the customer is booked blind: nothing comes back more often than it was sold. A code that
    another return has gets an ending. A few statements whatever the number.

    Raises UnbookableReturn for a record that can't be a return; then none of the batch is booked.
    """
    check_returns(returns)
    facts = sorted({fact.id: fact for fact in returns}.values(), key=lambda fact: fact.id)
    new_keys = _insert(facts)
    new = [fact for fact in facts if fact.id in new_keys]
    left = _left_of(new)
    settled = {fact.id: list(_never_more_than_sold(fact.lines, left)) for fact in new}
    _write_lines(new, settled)
    _write_entries(new, settled)
    _count_back(settled)
    record_movements(movements=[movement for fact in new for movement in _movements(fact, settled[fact.id])])
    orders = {fact.id: _order_of(settled[fact.id], left) for fact in new}
    _name_orders(orders)
    _book_money(new, orders)
    publish_all([return_news(fact.id, order_id=orders[fact.id]) for fact in new])
    return _returns_of(returns)


def _insert(facts: Sequence[ReturnFact]) -> set[UUID]:
    """Insert the returns that aren't booked; one that is left out for its code alone gets an ending."""
    keys = _insert_as(facts, {fact.id: fact.code for fact in facts})
    left_out = [fact for fact in facts if fact.id not in keys]
    for _try in range(TRIES_FOR_A_CODE):
        booked = _booked(left_out)
        left_out = [fact for fact in left_out if not booked & {fact.id, (fact.source_kind, fact.source_id)}]
        if not left_out:
            break
        codes = {fact.id: f"{fact.code[:118]}-{speakable_code(length=4)}" for fact in left_out}
        added = _insert_as(left_out, codes)
        keys |= added
        left_out = [fact for fact in left_out if fact.id not in added]
    return keys


def _insert_as(facts: Sequence[ReturnFact], codes: Mapping[UUID, str]) -> set[UUID]:
    rows = (
        (
            *(fact.id, codes[fact.id], fact.channel.pk, fact.location.pk, fact.customer_id, fact.actor_id),
            *(Return.State.SETTLED.value, fact.currency),
            sum((line.gross for line in fact.lines), Decimal(0)),
            *(fact.business_date, fact.at, fact.at, fact.source_kind, fact.source_id),
        )
        for fact in facts
    )
    return {key for (key,) in insert_new(model=Return, fields=_RETURN_FIELDS, rows=rows, returning=("id",))}


def _booked(facts: Sequence[ReturnFact]) -> set[Any]:
    """Return the ids and sources of these returns that are in the database."""
    if not facts:
        return set()
    by_id = Return.objects.filter(pk__in=[fact.id for fact in facts])
    by_source = Return.objects.filter(source_id__in=[fact.source_id for fact in facts])
    return {*by_id.values_list("pk", flat=True), *by_source.values_list("source_kind", "source_id")}


def _returns_of(facts: Sequence[ReturnFact]) -> list[Return]:
    """Return each fact's return: the one with its id, or the one that was made from the same source."""
    by_id = Return.objects.in_bulk({fact.id for fact in facts})
    others = {fact.source_id for fact in facts if fact.id not in by_id}
    same_source = Return.objects.filter(source_id__in=others) if others else Return.objects.none()
    by_source = {(each.source_kind, each.source_id): each for each in same_source}
    return [by_id.get(fact.id) or by_source[fact.source_kind, fact.source_id] for fact in facts]


def _left_of(facts: Sequence[ReturnFact]) -> dict[int, Line]:
    """Lock the orders and lines that goods were sold on, so that nobody else takes the same goods back."""
    keys = {line.order_line_id for fact in facts for line in fact.lines if line.order_line_id}
    if not keys:
        return {}
    lines = Line.objects.filter(pk__in=keys)
    lock_rows(Order.objects.filter(pk__in=lines.values("order_id")))
    return {line.pk: line for line in lock_rows(lines)}


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


def _write_lines(facts: Sequence[ReturnFact], settled: Mapping[UUID, Sequence[ReturnedLine]]) -> None:
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


def _write_entries(facts: Sequence[ReturnFact], settled: Mapping[UUID, Sequence[ReturnedLine]]) -> None:
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


def _orders_of(settled: Mapping[UUID, Sequence[ReturnedLine]]) -> dict[int, int]:
    keys = {line.order_line_id for lines in settled.values() for line in lines} - {None}
    return dict(Line.objects.filter(pk__in=keys).values_list("pk", "order_id")) if keys else {}


def _count_back(settled: Mapping[UUID, Sequence[ReturnedLine]]) -> None:
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
    columns: list[list[Any]] = [keys, *([back[key][place] for key in keys] for place in range(3))]
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
            state="quarantine" if line.disposition == "quarantine" else "sellable",
        )
        yield came
        if line.disposition == "write-off":
            yield replace(came, kind="write-off", quantity=-line.quantity)


def _order_of(lines: Sequence[ReturnedLine], sold: Mapping[int, Line]) -> int | None:
    """Return the one order that the goods were sold on, as far as their sale is known, if it is one."""
    orders = {sold[line.order_line_id].order_id for line in lines if line.order_line_id}
    return orders.pop() if len(orders) == 1 else None


def _name_orders(orders: Mapping[UUID, int | None]) -> None:
    found = {key: order for key, order in orders.items() if order}
    if found:
        with connection.cursor() as sql:
            sql.execute(_NAME_ORDERS, [list(found), list(found.values())])


def _book_money(facts: Sequence[ReturnFact], orders: Mapping[UUID, int | None]) -> None:
    """Book what was paid out: on the order it was sold with, where that is known."""
    owners = [
        (fact, place, tender) for fact in facts for place, tender in enumerate(fact.tenders) if tender.amount
    ]
    payments = record_settled(payments=[_payment(*owner, orders[owner[0].id]) for owner in owners])
    linked = [
        (orders[fact.id], payment.pk)
        for (fact, _place, _tender), payment in zip(owners, payments, strict=True)
        if orders[fact.id]
    ]
    copy_rows(model=OrderPayment, fields=("order", "payment"), rows=linked)


def _payment(fact: ReturnFact, place: int, tender: Tender, order_id: int | None) -> NewSettledPayment:
    known = tender.method in SETTLED_METHODS
    return NewSettledPayment(
        method=tender.method if known else "external",
        provider=SETTLED_METHODS[tender.method] if known else "external",
        amount=tender.amount,
        currency=fact.currency,
        subject=f"order:{order_id}" if order_id else f"return:{fact.id}",
        source=f"return:{fact.id}:tender:{place}",
        at=fact.at,
        reference=(tender.reference if known else f"{tender.method} {tender.reference}".strip())[:128],
    )


_NAME_ORDERS = """
UPDATE order_return AS r SET order_id = named.order_id
FROM unnest(%s::uuid[], %s::bigint[]) AS named (return_id, order_id) WHERE r.id = named.return_id
"""
