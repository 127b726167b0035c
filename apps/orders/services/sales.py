"""Sales that happened, booked as they happened: at a till, on a marketplace, in another system's books."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.core.bulk import copy_rows
from apps.core.ids import speakable_code
from apps.core.outbox import publish_all
from apps.core.transactions import transaction_required
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..drafts import LineDraft, OrderDraft
from ..events import news
from ..facts import check_sales, without_repetitions
from ..models import Order, OrderEvent, OrderPayment
from ..types import SETTLED_METHODS, SaleFact, SaleLine, Tender
from .writing import insert_lines, insert_orders

TRIES_FOR_A_NUMBER = 5


@transaction_required
def record_sale(*, sale: SaleFact, stock: bool = True) -> Order:
    """Book one sale; see `record_sales`."""
    return record_sales(sales=[sale], stock=stock)[0]


@transaction_required
def record_sales(*, sales: Sequence[SaleFact], stock: bool = True) -> list[Order]:
    """Book the sales with their goods, money and ledger entries; return their orders in the same order.

    A sale is a fact and is booked once: one known by its id or its source is answered with the order it
    already has. Unknown products, customers and staff are left empty, and a number that another order
    has gets an ending. Without `stock` no goods are moved. A few statements whatever the number.

    Raises UnbookableSale for a record that can't be a sale; then none of the batch is booked.
    """
    check_sales(sales)
    facts = _with_known_names(without_repetitions(sales))
    drafts = {fact.id: _draft(fact) for fact in facts}
    keys = _insert(drafts)
    new = [fact for fact in facts if fact.id in keys]
    insert_lines([drafts[fact.id] for fact in new], keys)
    _tell(new, drafts, keys)
    if stock:
        record_movements(movements=[movement for fact in new for movement in _movements(fact)])
    _book_money(new, keys)
    return _orders_of(sales)


def _with_known_names(facts: Sequence[SaleFact]) -> list[SaleFact]:
    """Return the facts without keys of products, customers and staff that don't exist, with three queries."""
    lines = {line.product_id for fact in facts for line in fact.lines if line.product_id is not None}
    people = {key for fact in facts for key in (fact.customer_id, fact.actor_id) if key is not None}
    unknown_products = lines - set(Product.objects.filter(pk__in=lines).values_list("pk", flat=True))
    unknown_people = people - set(User.objects.filter(pk__in=people).values_list("pk", flat=True))
    if not unknown_products and not unknown_people:
        return list(facts)
    return [
        replace(
            fact,
            customer_id=None if fact.customer_id in unknown_people else fact.customer_id,
            actor_id=None if fact.actor_id in unknown_people else fact.actor_id,
            lines=tuple(
                replace(line, product_id=None) if line.product_id in unknown_products else line
                for line in fact.lines
            ),
        )
        for fact in facts
    ]


def _draft(fact: SaleFact) -> OrderDraft:
    return OrderDraft(
        uuid=fact.id,
        number=fact.number or speakable_code(),
        status=Order.Status.COMPLETED.value,
        channel_id=fact.channel.pk,
        location_id=fact.location.pk if fact.location else None,
        user_id=fact.customer_id,
        actor_id=fact.actor_id,
        currency=fact.currency,
        prices_include_tax=fact.prices_include_tax,
        source_kind=fact.source_kind,
        source_id=fact.source_id,
        date_placed=fact.at,
        business_date=fact.business_date,
        confirmed_at=fact.at,
        completed_at=fact.at,
        rounding=fact.rounding,
        lines=[_line_draft(line) for line in fact.lines],
    )


def _line_draft(line: SaleLine) -> LineDraft:
    return LineDraft(
        product_id=line.product_id,
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        gross=line.gross,
        net=line.net,
        tax_rate=line.tax_rate,
        tax_category=line.tax_category,
        kind=line.kind,
        method="carry-out" if line.kind == "goods" else "none",
    )


def _insert(drafts: Mapping[UUID, OrderDraft]) -> dict[UUID, int]:
    """Insert what isn't booked yet; one that is left out for its number alone gets an ending and tries again."""
    keys = insert_orders(list(drafts.values()))
    for _try in range(TRIES_FOR_A_NUMBER):
        left_out = [draft for draft in drafts.values() if draft.uuid not in keys]
        booked = _booked(left_out)
        nameless = [
            draft for draft in left_out if not booked & {draft.uuid, (draft.source_kind, draft.source_id)}
        ]
        if not nameless:
            break
        for draft in nameless:
            draft.number = f"{draft.number[:118]}-{speakable_code(length=4)}"
        keys |= insert_orders(nameless)
    return keys


def _booked(drafts: Sequence[OrderDraft]) -> set[UUID | tuple[str, str]]:
    """Return the uuids and sources of these orders that are in the database."""
    if not drafts:
        return set()
    by_id = Order.objects.filter(uuid__in=[draft.uuid for draft in drafts])
    by_source = Order.objects.filter(source_id__in=[draft.source_id for draft in drafts])
    return {
        *by_id.values_list("uuid", flat=True),
        *by_source.values_list("source_kind", "source_id"),
    }


def _tell(facts: Sequence[SaleFact], drafts: Mapping[UUID, OrderDraft], keys: Mapping[UUID, int]) -> None:
    copy_rows(
        model=OrderEvent,
        fields=("order", "kind", "at", "actor"),
        rows=((keys[fact.id], "recorded", fact.at, fact.actor_id) for fact in facts),
    )
    publish_all(
        [
            news(
                "order.recorded",
                order_id=keys[fact.id],
                number=drafts[fact.id].number,
                channel_id=fact.channel.pk,
                location_id=drafts[fact.id].location_id,
            )
            for fact in facts
        ]
    )


def _movements(fact: SaleFact) -> list[NewMovement]:
    """Return what left the shelf: nothing for services, and nothing where the place or product isn't known."""
    if fact.location is None:
        return []
    return [
        NewMovement(
            product_id=line.product_id,
            location_id=fact.location.pk,
            kind="sale",
            quantity=-line.quantity,
            at=fact.at,
            source_kind="order-line",
            source_id=str(fact.id),
            source_line=str(position),
            actor_id=fact.actor_id,
        )
        for position, line in enumerate(fact.lines)
        if line.product_id is not None and line.kind == "goods"
    ]


def _book_money(facts: Sequence[SaleFact], keys: Mapping[UUID, int]) -> None:
    owners = [
        (fact, position, tender)
        for fact in facts
        for position, tender in enumerate(fact.tenders)
        if tender.amount
    ]
    payments = record_settled(
        payments=[_payment(fact, position, tender, keys[fact.id]) for fact, position, tender in owners]
    )
    copy_rows(
        model=OrderPayment,
        fields=("order", "payment"),
        rows=(
            (keys[fact.id], payment.pk)
            for (fact, _position, _tender), payment in zip(owners, payments, strict=True)
        ),
    )


def _payment(fact: SaleFact, position: int, tender: Tender, order_key: int) -> NewSettledPayment:
    known = tender.method in SETTLED_METHODS
    return NewSettledPayment(
        method=tender.method if known else "external",
        provider=SETTLED_METHODS[tender.method] if known else "external",
        amount=tender.amount,
        currency=fact.currency,
        subject=f"order:{order_key}",
        source=f"order:{fact.id}:tender:{position}",
        at=fact.at,
        reference=(tender.reference if known else f"{tender.method} {tender.reference}".strip())[:128],
    )


def _orders_of(sales: Sequence[SaleFact]) -> list[Order]:
    """Return each sale's order: the one with its id, or the one that was made from the same source."""
    by_id = {order.uuid: order for order in Order.objects.filter(uuid__in={sale.id for sale in sales})}
    others = {sale.source_id for sale in sales if sale.id not in by_id}
    by_source = {
        (order.source_kind, order.source_id): order
        for order in (Order.objects.filter(source_id__in=others) if others else ())
    }
    return [by_id.get(sale.id) or by_source[sale.source_kind, sale.source_id] for sale in sales]
