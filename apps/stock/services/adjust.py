"""Corrections by hand: what lies there isn't what the book says, and somebody says why."""

from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.transactions import durable

from ..choices import MovementKind
from ..models import StockLevel
from ..types import NewMovement
from .checks import check_locations, check_products, check_quantity, clean_reason
from .movements import record_movements


class NothingToAdjust(DomainError):
    code = "nothing-to-adjust"
    message = _("Say by how many units the stock changes; zero changes nothing.")


class BelowZero(DomainError):
    code = "below-zero"
    message = _("Only %(on_hand)s are on hand, so %(units)s can't be taken off.")


def adjust_stock(
    *, product_id: int, location_id: int, change: int, reason: str, actor: Actor | None, key: str = ""
) -> int:
    """Correct on hand by `change` units; return what is on hand now.

    With a `key` (of the form that was filled in) the same correction sent twice is made once.

    Raises NothingToAdjust, WrongQuantity, ReasonRequired, NotStocked, KeepsNoStock, UnknownLocation, BelowZero.
    """
    if not change:
        raise NothingToAdjust
    check_quantity(abs(change), least=1)
    movement = NewMovement(
        product_id=product_id,
        location_id=location_id,
        kind=MovementKind.adjusted(change),
        quantity=change,
        at=clock.now(),
        source_kind="adjustment",
        source_id=key or str(uuid7()),
        actor_id=actor.pk if actor else None,
        reason=clean_reason(reason),
    )
    with durable():
        check_products([product_id])
        check_locations([location_id])
        recorded = record_movements(movements=[movement])
        level = StockLevel.objects.get(product_id=product_id, location_id=location_id)
        if recorded:
            _refuse_below_zero(level, change)
            details = {"change": change, "on_hand": level.on_hand, "reason": movement.reason}
            record_act(
                actor=actor,
                action="stock.adjusted",
                subject=f"stock:{product_id}:{location_id}",
                details=details,
            )
    return level.on_hand


def _refuse_below_zero(level: StockLevel, change: int) -> None:
    """Undo, by raising, a correction that takes away what isn't there: nobody counted less than nothing."""
    if change < 0 and level.on_hand < 0:
        raise BelowZero(on_hand=max(0, level.on_hand - change), units=-change)
