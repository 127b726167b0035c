"""Call off what isn't needed any more because its order was cancelled."""

from datetime import datetime

from apps.accounts.models import User
from apps.core.incidents import resolve_all
from apps.core.locking import lock_row, lock_rows
from apps.core.transactions import durable
from apps.orders.models import Order

from .. import lifecycle
from ..lifecycle import OPEN_STATES, State
from ..models import Fulfilment
from .picking import MISSING


def call_off(*, order_id: int, at: datetime, actor: User | None = None) -> int:
    """Cancel every open fulfilment of a cancelled order; return how many. What is on its way stays as it is."""
    with durable():
        order = lock_row(Order.objects.filter(pk=order_id))
        if order.status != Order.Status.CANCELLED:
            return 0
        open_ones = Fulfilment.objects.filter(order=order, state__in=OPEN_STATES)
        fulfilments = lock_rows(open_ones.select_related("location"))
        for fulfilment in fulfilments:
            fulfilment.order = order
            lifecycle.move(fulfilment=fulfilment, to=State.CANCELLED, at=at, actor=actor)
            _close_incidents(fulfilment, at)
    return len(fulfilments)


def _close_incidents(fulfilment: Fulfilment, at: datetime) -> None:
    lines = fulfilment.lines.values_list("pk", flat=True)
    subjects = [f"fulfilment-line:{line_id}" for line_id in lines]
    resolve_all(kind=MISSING, subjects=subjects, by="system", resolution="order cancelled", at=at)
