"""Goods change their state where they lie, or are written off: by hand, for a reason, once."""

from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..choices import COUNTERS, MovementKind, StockState
from ..models import StockLevel
from ..types import NewMovement
from .checks import check_locations, check_products, check_quantity, clean_reason
from .guard import refuse_promised
from .levels import OutOfStock
from .movements import record_movements

__all__ = ["NotInThatState", "NothingChanges", "OutOfStock", "change_state", "write_off"]

BY_HAND = (StockState.SELLABLE, StockState.QUARANTINE, StockState.DISPLAY)
"""States that goods get in and out of by hand; on the way they are with a transfer."""


class NothingChanges(DomainError):
    code = "nothing-changes"
    message = _("Choose two different states; goods on their way are received with their transfer.")


class NotInThatState(DomainError):
    code = "not-in-that-state"
    message = _("Only %(there)s units are in that state.")


def change_state(
    *,
    product_id: int,
    location_id: int,
    origin: StockState,
    to: StockState,
    quantity: int,
    reason: str,
    actor: Actor | None,
    key: str,
) -> None:
    """Move so many units from one state into another; the same key twice does it once.

    Raises NothingChanges, OutOfStock for goods that were promised, NotInThatState, WrongQuantity, ReasonRequired,
    NotStocked, KeepsNoStock, UnknownLocation.
    """
    if origin == to or to not in BY_HAND:
        raise NothingChanges
    _take_out(
        product_id=product_id,
        location_id=location_id,
        state=origin,
        steps=[(MovementKind.STATE_OUT, origin, -1), (MovementKind.STATE_IN, to, 1)],
        quantity=quantity,
        reason=reason,
        actor=actor,
        source=("state-change", key),
    )


def write_off(
    *,
    product_id: int,
    location_id: int,
    state: StockState,
    quantity: int,
    reason: str,
    actor: Actor | None,
    key: str,
) -> None:
    """Write off so many units in this state; the same key twice does it once.

    Promised goods that broke are gone all the same: an incident tells of the promise. Raises NothingChanges,
    NotInThatState, WrongQuantity, ReasonRequired, NotStocked, KeepsNoStock, UnknownLocation.
    """
    _take_out(
        product_id=product_id,
        location_id=location_id,
        state=state,
        steps=[(MovementKind.WRITE_OFF, state, -1)],
        quantity=quantity,
        reason=reason,
        actor=actor,
        source=("write-off", key),
    )


def _take_out(
    *,
    product_id: int,
    location_id: int,
    state: StockState,
    steps: list[tuple[MovementKind, StockState, int]],
    quantity: int,
    reason: str,
    actor: Actor | None,
    source: tuple[str, str],
) -> None:
    if state not in BY_HAND:
        raise NothingChanges
    check_quantity(quantity, least=1)
    reason, at = clean_reason(reason), clock.now()
    movements = [
        NewMovement(
            product_id=product_id,
            location_id=location_id,
            kind=kind,
            quantity=direction * quantity,
            at=at,
            source_kind=source[0],
            source_id=source[1],
            actor_id=actor.pk if actor else None,
            reason=reason,
            state=into,
        )
        for kind, into, direction in steps
    ]
    with durable():
        check_products([product_id])
        check_locations([location_id])
        if not record_movements(movements=movements):
            return
        _refuse_what_is_not_there(product_id, location_id, state, quantity)
        if len(steps) > 1 and state == StockState.SELLABLE:
            refuse_promised(taken={(product_id, location_id): quantity}, at=at)
        record_act(
            actor=actor,
            action=f"stock.{source[0]}",
            subject=f"stock:{product_id}:{location_id}",
            details={
                "steps": [f"{kind} {into}" for kind, into, _ in steps],
                "units": quantity,
                "reason": reason,
            },
        )


def _refuse_what_is_not_there(product_id: int, location_id: int, state: StockState, quantity: int) -> None:
    """Undo, by raising, what takes more out of a state than was in it."""
    level = StockLevel.objects.get(product_id=product_id, location_id=location_id)
    left: int = getattr(level, COUNTERS[state])
    if left < 0:
        raise NotInThatState(there=max(0, left + quantity))
