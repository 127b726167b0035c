"""Goods receipts: what a delivery brought is written down as it was counted, and its cost goes into the average."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.idempotency import run_once
from apps.core.ids import speakable_code
from apps.core.incidents import open_incident
from apps.core.outbox import publish
from apps.core.transactions import durable
from apps.stock.choices import MovementKind, StockState
from apps.stock.selectors import StockMovement
from apps.stock.services.checks import check_locations, check_products, check_quantity, clean_reason
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..choices import RECEIVABLE
from ..models import GoodsReceipt, GoodsReceiptLine, PurchaseOrder, PurchaseOrderLine, Supplier
from ..selectors import sources
from ..terms import price_for
from ..types import Arrived
from .lines import check_price
from .orders import lines_by_product, lock_order, note, settle
from .rates import require_rate
from .suppliers import lock_supplier

SOURCE = "goods-receipt"
OVER_DELIVERED = "over-delivered"
COST = Decimal("0.0001")


class NothingArrived(DomainError):
    code = "nothing-arrived"
    message = _("Nothing has been counted yet.")


class CountedTwice(DomainError):
    code = "receipt-product-twice"
    message = _("Count each product once.")


class CostNeeded(DomainError):
    code = "receipt-cost-needed"
    message = _("What does one of %(sku)s cost? No price is agreed for it.")


def receive_order(
    *,
    order_id: int,
    arrived: Sequence[Arrived],
    key: str,
    actor: Actor | None,
    at: datetime,
    delivery_note: str = "",
    remark: str = "",
) -> GoodsReceipt:
    """Book what came for an order, fewer or more than was ordered, and goods that weren't ordered.

    The key is that of the form that was filled in: sent twice, it books once. Raises UnknownOrder,
    WrongOrderState, NothingArrived, CountedTwice, WrongQuantity, ReasonRequired (damaged goods say why),
    NotStocked, KeepsNoStock, CostNeeded, WrongPrice, MissingRate, IdempotencyConflict.
    """
    _check(arrived)
    facts: dict[str, Any] = {"actor": actor, "at": at, "delivery_note": delivery_note, "remark": remark}

    def book() -> int:
        order = lock_order(order_id, *RECEIVABLE)
        receipt = _receipt(order=order, supplier=order.supplier, location_id=order.location_id, **facts)
        lines = lines_by_product(order)
        rows = _book(receipt, arrived, lines)
        _count_in(order, receipt, rows, list(lines.values()))
        note(order, actor, "received", at, receipt=receipt.code, units=sum(row.units for row in rows))
        return receipt.pk

    return _once(key, {"order": order_id, "arrived": arrived}, book)


def receive_unordered(
    *,
    supplier_id: int,
    location_id: int,
    arrived: Sequence[Arrived],
    key: str,
    actor: Actor | None,
    at: datetime,
    delivery_note: str = "",
    remark: str = "",
) -> GoodsReceipt:
    """Book a delivery that belongs to no order. Raises as receive_order does, UnknownSupplier and UnknownLocation."""
    _check(arrived)
    facts: dict[str, Any] = {"actor": actor, "at": at, "delivery_note": delivery_note, "remark": remark}

    def book() -> int:
        check_locations([location_id])
        supplier = lock_supplier(supplier_id)
        receipt = _receipt(order=None, supplier=supplier, location_id=location_id, **facts)
        _book(receipt, arrived, {})
        _announce(receipt)
        return receipt.pk

    return _once(key, {"supplier": supplier_id, "location": location_id, "arrived": arrived}, book)


def _once(key: str, request: dict[str, object], book: Callable[[], int]) -> GoodsReceipt:
    with durable():
        answer = run_once(scope=SOURCE, key=key, request=request, act=book)
    return GoodsReceipt.objects.get(pk=answer.value)


def _check(arrived: Sequence[Arrived]) -> None:
    for each in arrived:
        check_quantity(each.quantity, least=0)
        check_quantity(each.damaged, least=0)
        check_price(each.unit_price)
        if each.damaged:
            clean_reason(each.reason)
    if not any(each.quantity or each.damaged for each in arrived):
        raise NothingArrived
    if len({each.product_id for each in arrived}) < len(arrived):
        raise CountedTwice


def _receipt(
    *,
    order: PurchaseOrder | None,
    supplier: Supplier,
    location_id: int,
    actor: Actor | None,
    at: datetime,
    delivery_note: str,
    remark: str,
) -> GoodsReceipt:
    currency = order.currency if order else supplier.currency
    return GoodsReceipt.objects.create(
        code=f"R-{speakable_code()}",
        supplier=supplier,
        location_id=location_id,
        order=order,
        delivery_note=delivery_note.strip()[:64],
        note=remark.strip()[:200],
        currency=currency,
        rate=require_rate(currency=currency, day=at.date()),
        received_by_id=actor.pk if actor else None,
        received_at=at,
    )


def _book(
    receipt: GoodsReceipt, arrived: Sequence[Arrived], ordered: Mapping[int, PurchaseOrderLine]
) -> list[GoodsReceiptLine]:
    """Write the receipt's lines and the movements they stand for."""
    counted = [each for each in arrived if each.quantity or each.damaged]
    check_products({each.product_id for each in counted})
    prices = _prices(receipt, counted, ordered)
    rows = [_line(receipt, each, ordered.get(each.product_id), prices[each.product_id]) for each in counted]
    GoodsReceiptLine.objects.bulk_create(rows)
    record_movements(movements=[each for row in rows for each in _movements(receipt, row)])
    _tie(receipt, rows)
    return rows


def _prices(
    receipt: GoodsReceipt, counted: Sequence[Arrived], ordered: Mapping[int, PurchaseOrderLine]
) -> dict[int, Decimal]:
    """Return what a unit of each costs: as typed, as ordered, or as agreed for so many."""
    typed = {each.product_id: each.unit_price for each in counted}
    unordered = [key for key, price in typed.items() if price is None and key not in ordered]
    sold = sources(product_ids=unordered, day=receipt.received_at.date(), supplier_id=receipt.supplier_id)
    prices = {}
    for each in counted:
        price = each.unit_price
        if price is None and each.product_id in ordered:
            price = ordered[each.product_id].unit_price
        if price is None and each.product_id in sold:
            terms = sold[each.product_id][0].terms
            price = price_for(terms=terms, quantity=each.quantity + each.damaged)
        if price is None:
            raise CostNeeded(sku=_sku(each.product_id))
        prices[each.product_id] = price
    return prices


def _line(
    receipt: GoodsReceipt, arrived: Arrived, line: PurchaseOrderLine | None, price: Decimal
) -> GoodsReceiptLine:
    units = arrived.quantity + arrived.damaged
    return GoodsReceiptLine(
        receipt=receipt,
        product_id=arrived.product_id,
        order_line=line,
        quantity=arrived.quantity,
        damaged=arrived.damaged,
        over=max(0, units - line.open_quantity) if line else 0,
        reason=arrived.reason.strip()[:200],
        unit_price=price,
        unit_cost=(price * receipt.rate).quantize(COST, ROUND_HALF_UP),
    )


def _movements(receipt: GoodsReceipt, line: GoodsReceiptLine) -> list[NewMovement]:
    parts = (
        (line.quantity, str(line.pk), StockState.SELLABLE),
        (line.damaged, f"{line.pk}:damaged", StockState.QUARANTINE),
    )
    return [
        NewMovement(
            product_id=line.product_id,
            location_id=receipt.location_id,
            kind=MovementKind.RECEIPT,
            quantity=units,
            at=receipt.received_at,
            source_kind=SOURCE,
            source_id=str(receipt.pk),
            source_line=name,
            actor_id=receipt.received_by_id,
            reason=line.reason if state == StockState.QUARANTINE else "",
            unit_cost=line.unit_cost,
            state=state,
        )
        for units, name, state in parts
        if units
    ]


def _tie(receipt: GoodsReceipt, rows: Sequence[GoodsReceiptLine]) -> None:
    """Point each line to the movements it stands for."""
    movements = StockMovement.objects.filter(source_kind=SOURCE, source_id=str(receipt.pk))
    keys = dict(movements.values_list("source_line", "pk"))
    for row in rows:
        row.movement_id = keys.get(str(row.pk))
        row.damaged_movement_id = keys.get(f"{row.pk}:damaged")
    GoodsReceiptLine.objects.bulk_update(rows, ["movement", "damaged_movement"])


def _count_in(
    order: PurchaseOrder,
    receipt: GoodsReceipt,
    rows: Sequence[GoodsReceiptLine],
    lines: Sequence[PurchaseOrderLine],
) -> None:
    """Take what came off what the order still brings, and have somebody look at what is too much."""
    for row in rows:
        if row.order_line:
            row.order_line.received += row.units
    PurchaseOrderLine.objects.bulk_update([row.order_line for row in rows if row.order_line], ["received"])
    settle(order, lines, receipt.received_at)
    _announce(receipt)
    _flag(order, receipt, rows)


def _flag(order: PurchaseOrder, receipt: GoodsReceipt, rows: Sequence[GoodsReceiptLine]) -> None:
    tolerance = order.supplier.tolerance_percent / 100
    beyond = {
        str(row.product.sku): row.order_line.over_quantity
        for row in rows
        if row.order_line and row.over and row.order_line.over_quantity > row.order_line.quantity * tolerance
    }
    if beyond:
        open_incident(
            kind=OVER_DELIVERED,
            subject=f"goods-receipt:{receipt.pk}",
            location_id=receipt.location_id,
            data={"receipt": receipt.code, "order": order.code, "units": beyond},
        )


def _announce(receipt: GoodsReceipt) -> None:
    facts = {"receipt_id": receipt.pk, "order_id": receipt.order_id, "location_id": receipt.location_id}
    subject = f"goods-receipt:{receipt.pk}"
    publish(name="purchase.received", subject=subject, payload=facts, at=receipt.received_at)


def _sku(product_id: int) -> str:
    return str(Product.objects.get(pk=product_id).sku)
