"""The rows of new orders: written together, with the same few statements for one order or a thousand."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection

from apps.core.bulk import copy_rows, insert_new, reserve_keys
from apps.core.transactions import transaction_required

from ..drafts import ORDER_FIELDS, LineDraft, OrderDraft, before_discounts, unit_prices
from ..models import Line, Order, OrderEntry

_LINE_FIELDS = (
    *("id", "order", "position", "kind", "method", "pickup_location", "product", "partner_sku", "title"),
    *("quantity", "unit_price", "discount", "tax_rate", "tax_category"),
    *("line_price_incl_tax", "line_price_excl_tax"),
    *("line_price_before_discounts_incl_tax", "line_price_before_discounts_excl_tax"),
    *("unit_price_incl_tax", "unit_price_excl_tax"),
)
_ENTRY_FIELDS = (
    *("order", "line", "channel", "location", "product", "kind", "quantity", "gross", "net"),
    *("tax_category", "tax_rate", "business_date", "at", "source"),
)
_ENTRY_KINDS = {
    "goods": OrderEntry.Kind.SALE.value,
    "service": OrderEntry.Kind.SERVICE.value,
    "delivery": OrderEntry.Kind.DELIVERY.value,
}

_order_row = attrgetter(*ORDER_FIELDS)


@transaction_required
def insert_orders(drafts: Sequence[OrderDraft]) -> dict[UUID, int]:
    """Insert the orders that aren't there yet; return the keys of those inserted, by uuid.

    One whose uuid, source or number is taken is left out; the transaction that has taken it is waited for.
    """
    rows = (_order_row(draft) for draft in sorted(drafts, key=attrgetter("uuid")))
    return dict(insert_new(model=Order, fields=ORDER_FIELDS, rows=rows, returning=("uuid", "id")))


def order_of(draft: OrderDraft, key: int) -> Order:
    """Return the order that was inserted under this key, without asking the database."""
    known = {"id": key, **{name: getattr(draft, name) for name in ORDER_FIELDS}}
    names = [field.attname for field in Order._meta.concrete_fields if field.attname in known]
    order: Order = Order.from_db(connection.alias, names, [known[name] for name in names])
    return order


@transaction_required
def insert_lines(drafts: Sequence[OrderDraft], keys: Mapping[UUID, int]) -> dict[UUID, list[int]]:
    """Insert the lines of new orders and what they come to in the ledger; return the lines' keys by order."""
    count = sum(len(draft.lines) for draft in drafts)
    reserved = iter(reserve_keys(model=Line, count=count))
    line_keys = {draft.uuid: [next(reserved) for _line in draft.lines] for draft in drafts}
    copy_rows(model=Line, fields=_LINE_FIELDS, rows=_line_rows(drafts, keys, line_keys))
    copy_rows(model=OrderEntry, fields=_ENTRY_FIELDS, rows=_entry_rows(drafts, keys, line_keys))
    return line_keys


def _line_rows(
    drafts: Sequence[OrderDraft], keys: Mapping[UUID, int], line_keys: Mapping[UUID, list[int]]
) -> Iterator[tuple[Any, ...]]:
    for draft in drafts:
        for position, (key, line) in enumerate(zip(line_keys[draft.uuid], draft.lines, strict=True)):
            yield (
                *(key, keys[draft.uuid], position, line.kind, line.method, line.pickup_location_id),
                *(line.product_id, line.sku[:128], line.title[:255], line.quantity),
                *(line.unit_price, line.discount, line.tax_rate, line.tax_category),
                *(line.gross, line.net),
                *before_discounts(line, includes_tax=draft.prices_include_tax),
                *unit_prices(line, includes_tax=draft.prices_include_tax),
            )


def _entry_rows(
    drafts: Sequence[OrderDraft], keys: Mapping[UUID, int], line_keys: Mapping[UUID, list[int]]
) -> Iterator[tuple[Any, ...]]:
    for draft in drafts:
        order_key, when = keys[draft.uuid], (draft.business_date, draft.date_placed)
        for position, (key, line) in enumerate(zip(line_keys[draft.uuid], draft.lines, strict=True)):
            yield (
                *(order_key, key, draft.channel_id, _place_of(draft, line), line.product_id),
                *(_ENTRY_KINDS[line.kind], line.quantity, line.gross, line.net),
                *(line.tax_category, line.tax_rate, *when, f"order:{draft.uuid}:{position}:sale"),
            )
        if draft.rounding:
            yield (
                *(order_key, None, draft.channel_id, draft.location_id, None),
                *(OrderEntry.Kind.ROUNDING.value, 0, draft.rounding, draft.rounding),
                *("", 0, *when, f"order:{draft.uuid}:rounding"),
            )


def _place_of(draft: OrderDraft, line: LineDraft) -> int | None:
    """Return where the line was sold: the order's place, or the shop it is collected in."""
    return draft.location_id or line.pickup_location_id
