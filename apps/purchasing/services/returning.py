"""Goods that go back to their supplier: damaged, wrong, too many. They leave the stock at once, with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.idempotency import run_once
from apps.core.ids import speakable_code
from apps.core.outbox import publish
from apps.core.transactions import durable
from apps.stock.choices import MovementKind, StockState
from apps.stock.selectors import StockLevel, StockMovement
from apps.stock.services.checks import check_locations, check_products, check_quantity, clean_reason
from apps.stock.services.levels import drop_holds, lock_levels
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..models import GoodsReceipt, SupplierReturn, SupplierReturnLine
from ..types import SentBack
from .suppliers import lock_supplier

SOURCE = "supplier-return"


class NothingSentBack(DomainError):
    code = "nothing-sent-back"
    message = _("Choose at least one product to send back.")


class NotThere(DomainError):
    code = "supplier-return-not-there"
    message = _("%(sku)s: only %(available)s can be sent back. The rest is promised or not there.")


class OtherReceipt(DomainError):
    code = "supplier-return-other-receipt"
    message = _("That receipt is of another supplier or location.")


def send_back(
    *,
    supplier_id: int,
    location_id: int,
    goods: Sequence[SentBack],
    reason: str,
    key: str,
    actor: Actor | None,
    at: datetime,
    receipt_id: int | None = None,
) -> SupplierReturn:
    """Take goods out of stock and send them back; goods that are promised stay. Once for a key.

    Raises NothingSentBack, WrongQuantity, ReasonRequired, UnknownSupplier, UnknownLocation, NotStocked,
    KeepsNoStock, NotThere, OtherReceipt, IdempotencyConflict.
    """
    if not goods:
        raise NothingSentBack
    for each in goods:
        check_quantity(each.quantity, least=1)
    why = clean_reason(reason)

    def book() -> int:
        supplier = lock_supplier(supplier_id)
        check_locations([location_id])
        check_products({each.product_id for each in goods})
        receipt = _receipt(receipt_id, supplier_id, location_id)
        _refuse_missing(goods, location_id, at)
        sent_back = SupplierReturn.objects.create(
            code=f"B-{speakable_code()}",
            supplier=supplier,
            location_id=location_id,
            receipt=receipt,
            reason=why,
            returned_by_id=actor.pk if actor else None,
            returned_at=at,
        )
        _book(sent_back, goods, actor)
        return sent_back.pk

    request = {"supplier": supplier_id, "location": location_id, "goods": goods, "reason": why}
    with durable():
        answer = run_once(scope=SOURCE, key=key, request=request, act=book)
    return SupplierReturn.objects.get(pk=answer.value)


def _receipt(receipt_id: int | None, supplier_id: int, location_id: int) -> GoodsReceipt | None:
    if receipt_id is None:
        return None
    receipt = GoodsReceipt.objects.filter(
        pk=receipt_id, supplier_id=supplier_id, location_id=location_id
    ).first()
    if receipt is None:
        raise OtherReceipt
    return receipt


def _refuse_missing(goods: Sequence[SentBack], location_id: int, at: datetime) -> None:
    """Keep promised and held goods where they are; safety stock may go, it isn't promised to anybody."""
    keys = [(each.product_id, location_id) for each in goods]
    drop_holds(level_ids=[level.pk for level in lock_levels(keys=keys)], at=at)
    levels = {level.product_id: level for level in lock_levels(keys=keys)}
    for each in goods:
        free = _free(levels.get(each.product_id), each.from_quarantine)
        if free < each.quantity:
            product = SupplierReturnLine(product_id=each.product_id).product
            raise NotThere(sku=product.sku, available=max(0, free))


def _free(level: StockLevel | None, from_quarantine: bool) -> int:
    if level is None:
        return 0
    return level.quarantined if from_quarantine else level.on_hand - level.allocated - level.held


def _book(sent_back: SupplierReturn, goods: Sequence[SentBack], actor: Actor | None) -> None:
    came_with = dict(sent_back.receipt.lines.values_list("product_id", "pk")) if sent_back.receipt else {}
    rows = SupplierReturnLine.objects.bulk_create(
        SupplierReturnLine(
            sent_back=sent_back,
            product_id=each.product_id,
            receipt_line_id=came_with.get(each.product_id),
            quantity=each.quantity,
            from_quarantine=each.from_quarantine,
        )
        for each in goods
    )
    record_movements(movements=[_movement(sent_back, row) for row in rows])
    movements = StockMovement.objects.filter(source_kind=SOURCE, source_id=str(sent_back.pk))
    keys = dict(movements.values_list("source_line", "pk"))
    for row in rows:
        row.movement_id = keys.get(str(row.pk))
    SupplierReturnLine.objects.bulk_update(rows, ["movement"])
    facts = {"code": sent_back.code, "reason": sent_back.reason, "location_id": sent_back.location_id}
    subject = f"supplier-return:{sent_back.pk}"
    record_act(actor=actor, action="purchase.sent-back", subject=subject, details=facts)
    publish(name="purchase.sent-back", subject=subject, payload=facts, at=sent_back.returned_at)


def _movement(sent_back: SupplierReturn, row: SupplierReturnLine) -> NewMovement:
    return NewMovement(
        product_id=row.product_id,
        location_id=sent_back.location_id,
        kind=MovementKind.SUPPLIER_RETURN,
        quantity=-row.quantity,
        at=sent_back.returned_at,
        source_kind=SOURCE,
        source_id=str(sent_back.pk),
        source_line=str(row.pk),
        actor_id=sent_back.returned_by_id,
        reason=sent_back.reason,
        state=StockState.QUARANTINE if row.from_quarantine else StockState.SELLABLE,
    )
