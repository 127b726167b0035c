"""Call off what isn't needed any more because its order was cancelled."""

from collections.abc import Iterable
from datetime import datetime

from apps.accounts.models import User
from apps.core.incidents import resolve_all
from apps.core.locking import lock_row, lock_rows
from apps.core.transactions import durable
from apps.orders.models import Order

from .. import lifecycle
from ..lifecycle import OPEN_STATES, State
from ..models import Fulfilment
from ..planning import complete_if_done
from ..selectors import MISSING


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


def drop_cancelled_goods(*, order_id: int, at: datetime, actor: User | None = None) -> int:
    """Take goods that are no longer promised off the order's open fulfilments; return how many lines changed.

    A fulfilment with nothing left is cancelled.
    """
    with durable():
        order = lock_row(Order.objects.filter(pk=order_id))
        open_ones = Fulfilment.objects.filter(order=order, state__in=OPEN_STATES).select_related("location")
        changed = 0
        for fulfilment in lock_rows(open_ones):
            fulfilment.order = order
            changed += _shrink(fulfilment, at)
            if not fulfilment.lines.exists():
                lifecycle.move(fulfilment=fulfilment, to=State.CANCELLED, at=at, actor=actor)
        complete_if_done(order=order, at=at)
    return changed


def _shrink(fulfilment: Fulfilment, at: datetime) -> int:
    """Bring the lines down to what is promised; return how many changed."""
    changed = 0
    for line in fulfilment.lines.select_related("allocation"):
        promised = line.allocation.open_quantity
        if promised == line.quantity:
            continue
        changed += 1
        if promised:
            line.quantity, line.picked = promised, min(line.picked, promised)
            line.save(update_fields=["quantity", "picked"])
        else:
            _resolve([line.pk], at)
            line.delete()
    return changed


def _close_incidents(fulfilment: Fulfilment, at: datetime) -> None:
    _resolve(fulfilment.lines.values_list("pk", flat=True), at)


def _resolve(line_ids: Iterable[int], at: datetime) -> None:
    subjects = [f"fulfilment-line:{line_id}" for line_id in line_ids]
    resolve_all(kind=MISSING, subjects=subjects, by="system", resolution="order cancelled", at=at)
