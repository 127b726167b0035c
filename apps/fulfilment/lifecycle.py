"""The states of a fulfilment and the only ways between them. Every move is told on the order and as news."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import outbox
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.transactions import transaction_required
from apps.orders.lifecycle import tell
from apps.orders.models import Order

from .models import Fulfilment

State = Fulfilment.State

OPEN_STATES = frozenset({State.TO_PICK, State.PICKING, State.READY})

TRANSITIONS: dict[str, frozenset[str]] = {
    State.TO_PICK: frozenset({State.PICKING, State.CANCELLED}),
    State.PICKING: frozenset({State.TO_PICK, State.READY, State.CANCELLED}),
    State.READY: frozenset({State.SHIPPED, State.HANDED_OVER, State.CANCELLED}),
    State.SHIPPED: frozenset(),
    State.HANDED_OVER: frozenset(),
    State.CANCELLED: frozenset(),
}


class WrongState(DomainError):
    code = "fulfilment-state"
    message = _(
        "%(code)s is in state “%(state)s”, so this can't be done. Reload the list to see what is left."
    )


@transaction_required
def lock(*, fulfilment_id: int) -> Fulfilment:
    """Lock the fulfilment's order, then the fulfilment, and return it. Raises Fulfilment.DoesNotExist."""
    order = lock_row(Order.objects.filter(fulfilments=fulfilment_id))
    fulfilment = lock_row(Fulfilment.objects.filter(pk=fulfilment_id).select_related("location"))
    fulfilment.order = order
    return fulfilment


def check_state(fulfilment: Fulfilment, *states: str) -> None:
    """Raise WrongState unless the fulfilment is in one of the states."""
    if fulfilment.state not in states:
        raise WrongState(code=fulfilment.code, state=State(fulfilment.state).label)


@transaction_required
def move(
    *,
    fulfilment: Fulfilment,
    to: str,
    at: datetime,
    actor: User | None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Move a locked fulfilment to another state, keep its fields, and tell of it. Raises WrongState."""
    if to not in TRANSITIONS[fulfilment.state]:
        raise WrongState(code=fulfilment.code, state=State(fulfilment.state).label)
    fulfilment.state = State(to).value
    if to not in OPEN_STATES:
        fulfilment.closed_at = at
    fulfilment.save()
    if to in {State.TO_PICK, State.PICKING}:
        return
    facts = {"fulfilment": fulfilment.code, "location": fulfilment.location.name, **(data or {})}
    tell(order=fulfilment.order, kind=f"fulfilment-{to}", at=at, actor=actor, data=facts)
    publish(fulfilment=fulfilment, name=f"fulfilment.{to.replace('-', '_')}", at=at)


@transaction_required
def publish(*, fulfilment: Fulfilment, name: str, at: datetime) -> None:
    """Publish news of the fulfilment."""
    outbox.publish(
        name=name,
        subject=f"fulfilment:{fulfilment.pk}",
        payload={
            "fulfilment_id": fulfilment.pk,
            "code": fulfilment.code,
            "order_id": fulfilment.order_id,
            "location_id": fulfilment.location_id,
            "method": fulfilment.method,
        },
        at=at,
    )
