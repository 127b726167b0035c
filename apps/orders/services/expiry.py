"""Orders that weren't paid in time: their goods become free, but never while the outcome isn't known."""

from datetime import datetime

from apps.core.locking import lock_row
from apps.core.transactions import durable
from apps.payments.services.acts import cancel_payment
from apps.payments.services.asking import ask_again

from ..lifecycle import Status
from ..models import Order
from .cancellation import cancel
from .owed import PAID, UNSETTLED, payments_for

REASON = "not paid in time"


def unpaid_due(*, at: datetime, limit: int = 500) -> list[int]:
    """Return the keys of orders whose time to pay is over, longest overdue first."""
    due = Order.objects.filter(status=Status.AWAITING_PAYMENT, payment_due_at__lte=at)
    return list(due.order_by("payment_due_at").values_list("pk", flat=True)[:limit])


def expire_order(*, order_id: int, at: datetime) -> bool:
    """Cancel the order if its time to pay is over and no payment can come any more; tell whether it was.

    A payment whose outcome isn't known is asked about and waited for. One that the shopper has left open is
    called off at the provider first, and the order ends once the provider has agreed. No transaction may be
    open.
    """
    unknown = [each.pk for each in payments_for(Order(pk=order_id)) if each.state == "unknown"]
    for payment_id in unknown:
        ask_again(payment_id=payment_id, at=at)
    return not unknown and _end(order_id, at)


def expire_unpaid(*, at: datetime) -> int:
    """Expire every order whose time to pay is over; return how many ended."""
    return sum(expire_order(order_id=order_id, at=at) for order_id in unpaid_due(at=at))


def _end(order_id: int, at: datetime) -> bool:
    with durable():
        order = lock_row(Order.objects.filter(pk=order_id))
        if order.status != Status.AWAITING_PAYMENT or not order.payment_due_at or order.payment_due_at > at:
            return False
        if any(state in UNSETTLED or state in PAID for state in _states_once_called_off(order, at)):
            return False
        cancel(order=order, actor=None, reason=REASON, at=at)
    return True


def _states_once_called_off(order: Order, at: datetime) -> list[str]:
    """Call off what is still open and return how each payment stands then."""
    cause = f"order:{order.pk}:expired"
    return [
        cancel_payment(payment=payment, source=cause, at=at).state
        if payment.state in UNSETTLED
        else payment.state
        for payment in payments_for(order)
    ]
