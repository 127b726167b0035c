"""Transfers: drafted, dispatched from one location, received at another (receiving.py), or called off.

Between dispatch and receipt the goods are in transit at the destination: on hand nowhere, owned all the time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.locking import lock_row
from apps.core.transactions import durable

from ..choices import ON_THE_WAY
from ..choices import TransferState as State
from ..models import Transfer, TransferLine
from .checks import LONGEST_REASON, check_locations, check_products, check_quantity, clean_reason
from .guard import refuse_promised
from .journeys import Step
from .levels import OutOfStock
from .movements import record_movements

__all__ = ["OutOfStock", "cancel_transfer", "dispatch_transfer", "draft_transfer"]


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
        tell(transfer, actor, "drafted")
    return transfer


def dispatch_transfer(*, transfer_id: int, actor: Actor | None, at: datetime) -> Transfer:
    """Send the goods off: they leave the origin and are on their way. Sending twice sends once.

    Raises OutOfStock for goods that aren't there or are promised, UnknownTransfer, WrongTransferState.
    """
    with durable():
        transfer = lock_transfer(transfer_id)
        if transfer.state == State.DISPATCHED:
            return transfer
        require(transfer, State.DRAFT)
        units = dict(transfer.lines.order_by("product_id").values_list("product_id", "quantity"))
        step = Step(transfer, "transfer", str(transfer.pk), actor, at)
        record_movements(movements=list(step.sent(units)))
        taken = {(product_id, transfer.origin_id): quantity for product_id, quantity in units.items()}
        refuse_promised(taken=taken, at=at)
        transfer.state, transfer.dispatched_at = State.DISPATCHED, at
        transfer.save(update_fields=["state", "dispatched_at"])
        tell(transfer, actor, "dispatched")
    return transfer


def cancel_transfer(
    *,
    transfer_id: int,
    actor: Actor | None,
    at: datetime,
    goods: Literal["back", "lost"] = "back",
    reason: str = "",
) -> Transfer:
    """Call the transfer off. What is still on its way comes back to the origin, or is written off for a reason.

    Raises UnknownTransfer, WrongTransferState; ReasonRequired for goods that are lost.
    """
    with durable():
        transfer = lock_transfer(transfer_id)
        require(transfer, State.DRAFT, *ON_THE_WAY)
        if transfer.state in ON_THE_WAY:
            step = Step(transfer, "transfer-end", str(transfer.pk), actor, at)
            end = _write_off if goods == "lost" else _bring_back
            end(step, open_lines(transfer), reason)
        transfer.state = State.CANCELLED
        transfer.save(update_fields=["state"])
        tell(transfer, actor, "cancelled", reason=reason.strip()[:LONGEST_REASON])
    return transfer


def _write_off(step: Step, lines: Sequence[TransferLine], reason: str) -> None:
    reason = clean_reason(reason)
    units = {line.product_id: line.open_quantity for line in lines}
    record_movements(movements=list(step.lost(units, dict.fromkeys(units, reason))))
    for line in lines:
        line.lost += units[line.product_id]
        line.discrepancy_reason = reason
    TransferLine.objects.bulk_update(lines, ["lost", "discrepancy_reason"])


def _bring_back(step: Step, lines: Sequence[TransferLine], reason: str) -> None:
    units = {line.product_id: line.open_quantity for line in lines}
    record_movements(movements=list(step.brought_back(units, reason.strip()[:LONGEST_REASON])))
    for line in lines:
        line.returned += units[line.product_id]
    TransferLine.objects.bulk_update(lines, ["returned"])


def lock_transfer(transfer_id: int) -> Transfer:
    """Lock the transfer and return it, fresh. Raises UnknownTransfer."""
    try:
        return lock_row(Transfer.objects.filter(pk=transfer_id))
    except Transfer.DoesNotExist:
        raise UnknownTransfer from None


def open_lines(transfer: Transfer) -> list[TransferLine]:
    """Return the lines of which something is still on its way."""
    return [line for line in transfer.lines.order_by("product_id") if line.open_quantity]


def require(transfer: Transfer, *states: State) -> None:
    """Raise WrongTransferState unless the transfer is in one of these states."""
    if transfer.state not in states:
        raise WrongTransferState(code=transfer.code, state=transfer.get_state_display())


def tell(transfer: Transfer, actor: Actor | None, what: str, **details: object) -> None:
    """Write into the audit what somebody did with the transfer."""
    record_act(
        actor=actor,
        action=f"transfer.{what}",
        subject=f"transfer:{transfer.pk}",
        details={"code": transfer.code, **{key: value for key, value in details.items() if value}},
    )
