"""Receiving a transfer: in one go or in parts, whole, broken or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..choices import ON_THE_WAY, StockState
from ..choices import TransferState as State
from ..models import Transfer, TransferLine, TransferReceipt
from ..types import Arrival, NewMovement
from .checks import check_quantity, clean_reason
from .journeys import Step
from .movements import record_movements
from .transfers import lock_transfer, open_lines, require, tell

__all__ = ["NotOnTransfer", "NothingArrived", "receive_transfer"]


class NotOnTransfer(DomainError):
    code = "not-on-transfer"
    message = _("Something arrived that isn't on this transfer.")


class NothingArrived(DomainError):
    code = "nothing-arrived"
    message = _("Say what arrived, or what was lost on the way.")


class MoreLostThanOpen(DomainError):
    code = "more-lost-than-open"
    message = _("No more than what is still on its way can be lost.")


def receive_transfer(
    *, transfer_id: int, arrivals: Mapping[int, Arrival], key: str, actor: Actor | None, at: datetime
) -> Transfer:
    """Book what arrived, by product; the rest stays on its way until another receipt, or until it is called off.

    Broken goods go into quarantine, lost ones are written off, and where more arrived than was on its way the
    origin had sent more, which takes it off there: all three say why. The same key twice is one receipt.

    Raises NotOnTransfer, NothingArrived, MoreLostThanOpen, ReasonRequired, WrongQuantity, UnknownTransfer,
    WrongTransferState.
    """
    arrivals = {product_id: arrival for product_id, arrival in sorted(arrivals.items()) if arrival.units}
    with durable():
        transfer = lock_transfer(transfer_id)
        if transfer.receipts.filter(key=key).exists():
            return transfer
        require(transfer, *ON_THE_WAY)
        if not arrivals:
            raise NothingArrived
        lines = _lines(transfer, arrivals)
        reasons = {line.product_id: _reason(line, arrivals[line.product_id]) for line in lines}
        receipt = TransferReceipt.objects.create(
            transfer=transfer, key=key, actor_id=actor.pk if actor else None, at=at
        )
        step = Step(transfer, "transfer-receipt", str(receipt.pk), actor, at)
        record_movements(movements=list(_movements(step, lines, arrivals, reasons)))
        _count(lines, arrivals, reasons)
        _close(transfer, at)
        tell(transfer, actor, "received", units=sum(arrival.arrived for arrival in arrivals.values()))
    return transfer


def _lines(transfer: Transfer, arrivals: Mapping[int, Arrival]) -> list[TransferLine]:
    lines = list(transfer.lines.filter(product_id__in=arrivals).order_by("product_id"))
    if len(lines) < len(arrivals):
        raise NotOnTransfer
    return lines


def _reason(line: TransferLine, arrival: Arrival) -> str:
    """Return why what arrived isn't what was sent, where it isn't."""
    for units in (arrival.good, arrival.damaged, arrival.lost):
        check_quantity(units, least=0)
    if arrival.lost > max(0, line.open_quantity - arrival.arrived):
        raise MoreLostThanOpen
    if arrival.damaged or arrival.lost or arrival.arrived > line.open_quantity:
        return clean_reason(arrival.reason)
    return ""


def _movements(
    step: Step, lines: Sequence[TransferLine], arrivals: Mapping[int, Arrival], reasons: Mapping[int, str]
) -> Iterator[NewMovement]:
    found = arrivals.items()
    surplus = {line.product_id: arrivals[line.product_id].arrived - line.open_quantity for line in lines}
    yield from step.sent({key: units for key, units in surplus.items() if units > 0}, reasons)
    yield from step.arrived({key: each.good for key, each in found if each.good}, StockState.SELLABLE, {})
    damaged = {key: each.damaged for key, each in found if each.damaged}
    yield from step.arrived(damaged, StockState.QUARANTINE, reasons)
    yield from step.lost({key: each.lost for key, each in found if each.lost}, reasons)


def _count(
    lines: Sequence[TransferLine], arrivals: Mapping[int, Arrival], reasons: Mapping[int, str]
) -> None:
    for line in lines:
        line.received += arrivals[line.product_id].arrived
        line.lost += arrivals[line.product_id].lost
        line.discrepancy_reason = reasons[line.product_id] or line.discrepancy_reason
    TransferLine.objects.bulk_update(lines, ["received", "lost", "discrepancy_reason"])


def _close(transfer: Transfer, at: datetime) -> None:
    """Bring the transfer's state up to date: it is received once nothing of it is on its way any more."""
    still_open = open_lines(transfer)
    transfer.state = State.PARTLY_RECEIVED if still_open else State.RECEIVED
    transfer.received_at = None if still_open else at
    transfer.save(update_fields=["state", "received_at"])
