"""The states of an order and the only ways between them. Every move is told: on its timeline and as news."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.bulk import copy_rows
from apps.core.errors import DomainError
from apps.core.outbox import publish_all
from apps.core.transactions import transaction_required

from .events import news_of
from .models import Order, OrderEvent

Status = Order.Status

TRANSITIONS: dict[str, frozenset[str]] = {
    Status.AWAITING_PAYMENT: frozenset({Status.CONFIRMED, Status.CANCELLED}),
    Status.CONFIRMED: frozenset({Status.COMPLETED, Status.CANCELLED}),
    Status.COMPLETED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""From each state to those that may follow. An order begins as awaiting payment, or completed at a till."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """What arriving in a state is called, and which moment it stamps."""

    name: str
    stamp: str


_ARRIVALS: dict[str, _Arrival] = {
    Status.CONFIRMED: _Arrival("confirmed", "confirmed_at"),
    Status.COMPLETED: _Arrival("completed", "completed_at"),
    Status.CANCELLED: _Arrival("cancelled", "cancelled_at"),
}


class InvalidTransition(DomainError):
    code = "order-transition"
    message = _("Order %(number)s is %(state)s, so this can't be done any more.")


@transaction_required
def move(
    *, order: Order, to: str, at: datetime, actor: User | None = None, data: Mapping[str, Any] | None = None
) -> None:
    """Move an order, locked by the caller, to another state; write its timeline and publish `order.<state>`.

    Raises InvalidTransition where the table has no such way.
    """
    if to not in TRANSITIONS[order.status]:
        raise InvalidTransition(number=order.number, state=Status(order.status).label)
    arrival = _ARRIVALS[to]
    order.status = Status(to).value
    setattr(order, arrival.stamp, at)
    order.save(update_fields=["status", arrival.stamp])
    tell(order=order, kind=arrival.name, at=at, actor=actor, data=data)
    publish_all([news_of(f"order.{arrival.name}", order)], at=at)


@transaction_required
def tell(
    *,
    order: Order,
    kind: str,
    at: datetime,
    actor: User | None = None,
    data: Mapping[str, Any] | None = None,
    public: bool = True,
) -> None:
    """Write something that happened on the order's timeline; staff alone see what isn't public."""
    copy_rows(
        model=OrderEvent,
        fields=("order", "kind", "at", "actor", "data", "is_public"),
        rows=[(order.pk, kind, at, actor.pk if actor else None, dict(data or {}), public)],
    )
