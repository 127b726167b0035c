"""The end of an order's way: everything was handed over or called off."""

from datetime import datetime

from apps.accounts.models import User
from apps.core.locking import lock_row
from apps.core.transactions import transaction_required
from apps.payments.services.acts import create_capture

from ..lifecycle import Status, move
from ..models import Order
from .owed import payments_for


@transaction_required
def complete_order(*, order_id: int, at: datetime, actor: User | None = None) -> Order:
    """Complete the order, which the caller has found to have nothing left to hand over; return it.

    Money that was only set aside is taken now. Completed already, it stays as it is. Locks the order.
    Raises InvalidTransition for one that isn't confirmed.
    """
    order: Order = lock_row(Order.objects.filter(pk=order_id))
    if order.status != Status.COMPLETED:
        complete(order=order, at=at, actor=actor)
    return order


@transaction_required
def complete(*, order: Order, at: datetime, actor: User | None = None) -> None:
    """Complete an order that the caller has locked."""
    move(order=order, to=Status.COMPLETED, at=at, actor=actor)
    for payment in payments_for(order):
        due = min(payment.authorised_amount, order.total_incl_tax)
        if payment.state == "authorised" and due > 0:
            create_capture(payment=payment, amount=due, source=f"order:{order.pk}:{payment.pk}", at=at)
