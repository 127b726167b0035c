"""Transfers: drafted, dispatched from one location, received at another, or called off.

Between dispatch and receipt the goods are on hand nowhere; `selectors.in_transit` shows them. A transfer
that is called off on the way comes back to where it started.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.locking import lock_row
from apps.core.transactions import durable

from ..choices import MovementKind
from ..choices import TransferState as State
from ..models import Transfer, TransferLine
from ..types import NewMovement
from .checks import check_locations, check_products, check_quantity, clean_reason
from .levels import OutOfStock, drop_holds, lock_levels
from .movements import record_movements

__all__ = ["OutOfStock", "cancel_transfer", "dispatch_transfer", "draft_transfer", "receive_transfer"]


class NothingToTransfer(DomainError):
    code = "nothing-to-transfer"
    message = _("Choose at least one product to send.")


class SameLocation(DomainError):
    code = "same-location"
    message = _("Goods can't be sent to where they already are. Choose another location.")


class UnknownTransfer(DomainError):
    code = "unknown-transfer"
    message = _("There is no such transfer.")


class WrongTransferState(DomainError):
    code = "wrong-transfer-state"
    message = _("This can't be done with transfer %(code)s any more: it is “%(state)s”.")


class NotOnTransfer(DomainError):
    code = "not-on-transfer"
    message = _("Say for each product of the transfer, and for no other, how many units arrived.")


def draft_transfer(
    *,
    origin_id: int,
    destination_id: int,
    quantities: Mapping[int, int],
    actor: Actor | None,
    at: datetime,
    note: str = "",
) -> Transfer:
    """Write down what is to be sent, in units by product; nothing moves yet.

    Raises NothingToTransfer, SameLocation, WrongQuantity, NotStocked, KeepsNoStock, UnknownLocation.
    """
    if not quantities:
        raise NothingToTransfer
    if origin_id == destination_id:
        raise SameLocation
    for quantity in quantities.values():
        check_quantity(quantity, least=1)
    with durable():
        check_locations([origin_id, destination_id])
        check_products(quantities.keys())
        transfer = Transfer.objects.create(
            code=f"T-{speakable_code()}",
            origin_id=origin_id,
            destination_id=destination_id,
            note=note[:200],
            created_by_id=actor.pk if actor else None,
            created_at=at,
        )
        TransferLine.objects.bulk_create(
            TransferLine(transfer=transfer, product_id=product_id, quantity=quantity)
            for product_id, quantity in sorted(quantities.items())
        )
        _tell(transfer, actor, "drafted")
    return transfer


def dispatch_transfer(*, transfer_id: int, actor: Actor | None, at: datetime) -> Transfer:
    """Send the goods off: they leave the origin. Sending twice sends once.

    Raises OutOfStock for goods that aren't there or are promised, UnknownTransfer, WrongTransferState.
    """
    with durable():
        transfer = _lock(transfer_id)
        if transfer.state == State.DISPATCHED:
            return transfer
        _require(transfer, State.DRAFT)
        lines = list(transfer.lines.order_by("product_id"))
        _refuse_shortage(transfer, lines, at)
        _move(transfer, {line.product_id: -line.quantity for line in lines}, transfer.origin_id, actor, at)
        transfer.state, transfer.dispatched_at = State.DISPATCHED, at
        transfer.save(update_fields=["state", "dispatched_at"])
        _tell(transfer, actor, "dispatched")
    return transfer


def receive_transfer(
    *,
    transfer_id: int,
    received: Mapping[int, int],
    actor: Actor | None,
    at: datetime,
    reasons: Mapping[int, str] | None = None,
) -> Transfer:
    """Book what arrived, in units by product; where that differs from what was sent, say why.

    Raises NotOnTransfer, ReasonRequired, WrongQuantity, UnknownTransfer, WrongTransferState.
    """
    for quantity in received.values():
        check_quantity(quantity, least=0)
    with durable():
        transfer = _lock(transfer_id)
        _require(transfer, State.DISPATCHED)
        lines = list(transfer.lines.order_by("product_id"))
        if {line.product_id for line in lines} != set(received):
            raise NotOnTransfer
        for line in lines:
            line.received = received[line.product_id]
            if line.received != line.quantity:
                line.discrepancy_reason = clean_reason((reasons or {}).get(line.product_id, ""))
        TransferLine.objects.bulk_update(lines, ["received", "discrepancy_reason"])
        _move(transfer, received, transfer.destination_id, actor, at)
        transfer.state, transfer.received_at = State.RECEIVED, at
        transfer.save(update_fields=["state", "received_at"])
        _tell(transfer, actor, "received")
    return transfer


def cancel_transfer(*, transfer_id: int, actor: Actor | None, at: datetime) -> Transfer:
    """Call the transfer off; goods on their way come back to where they started.

    Raises UnknownTransfer, WrongTransferState.
    """
    with durable():
        transfer = _lock(transfer_id)
        _require(transfer, State.DRAFT, State.DISPATCHED)
        if transfer.state == State.DISPATCHED:
            back = {line.product_id: line.quantity for line in transfer.lines.all()}
            _move(transfer, back, transfer.origin_id, actor, at)
        transfer.state = State.CANCELLED
        transfer.save(update_fields=["state"])
        _tell(transfer, actor, "cancelled")
    return transfer


def _lock(transfer_id: int) -> Transfer:
    try:
        return lock_row(Transfer.objects.filter(pk=transfer_id))
    except Transfer.DoesNotExist:
        raise UnknownTransfer from None


def _require(transfer: Transfer, *states: State) -> None:
    if transfer.state not in states:
        raise WrongTransferState(code=transfer.code, state=transfer.get_state_display())


def _refuse_shortage(transfer: Transfer, lines: list[TransferLine], at: datetime) -> None:
    """Keep promised and held goods where they are; safety stock may be moved, it isn't promised to anybody."""
    keys = [(line.product_id, transfer.origin_id) for line in lines]
    drop_holds(level_ids=[level.pk for level in lock_levels(keys=keys)], at=at)
    free = {
        level.product_id: level.on_hand - level.allocated - level.held for level in lock_levels(keys=keys)
    }
    for line in lines:
        if free.get(line.product_id, 0) < line.quantity:
            raise OutOfStock(
                product_id=line.product_id, wanted=line.quantity, available=free.get(line.product_id, 0)
            )


def _move(
    transfer: Transfer, units: Mapping[int, int], location_id: int, actor: Actor | None, at: datetime
) -> None:
    record_movements(
        movements=[
            NewMovement(
                product_id=product_id,
                location_id=location_id,
                kind=MovementKind.TRANSFER_IN if quantity > 0 else MovementKind.TRANSFER_OUT,
                quantity=quantity,
                at=at,
                source_kind="transfer",
                source_id=str(transfer.pk),
                source_line=str(product_id),
                actor_id=actor.pk if actor else None,
            )
            for product_id, quantity in sorted(units.items())
            if quantity
        ]
    )


def _tell(transfer: Transfer, actor: Actor | None, what: str) -> None:
    record_act(
        actor=actor,
        action=f"transfer.{what}",
        subject=f"transfer:{transfer.pk}",
        details={"code": transfer.code},
    )
