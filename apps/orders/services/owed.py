"""What the customer has paid beside what the order comes to, and giving back what is too much."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from apps.core.incidents import open_incident
from apps.core.money import round_money
from apps.core.transactions import transaction_required
from apps.payments.selectors import Payment, payments_of
from apps.payments.services.acts import cancel_payment
from apps.payments.services.refunds import create_refund, refundable

from ..lifecycle import tell
from ..models import Order
from ..money_back import Refundable

UNSETTLED = frozenset({"pending", "action-needed", "unknown"})
PAID = frozenset({"captured", "authorised"})


def payments_for(order: Order) -> list[Payment]:
    """Return the order's payments, oldest first."""
    return list(payments_of(subjects=[f"order:{order.pk}"]))


def held(payments: Sequence[Payment]) -> Decimal:
    """Return what we have of these payments: money kept, or set aside at the bank for us."""
    return sum((_held(payment) for payment in payments), Decimal(0))


def refundables(payments: Sequence[Payment]) -> list[Refundable]:
    """Return how much can go back to each payment, the newest first."""
    return [Refundable(payment.pk, payment.method, refundable(payment)) for payment in reversed(payments)]


@transaction_required
def give_back_excess(*, order: Order, payment: Payment, at: datetime) -> Decimal:
    """Give back what this payment brought beyond what the order comes to; return how much that was.

    Money that came for an order that is cancelled, or paid already, goes back where it came from, and a
    person is told.
    """
    excess: Decimal = held(payments_for(order)) - order.total_incl_tax
    if excess <= 0:
        return Decimal(0)
    if payment.state == "authorised":
        back = payment.authorised_amount
        cancel_payment(payment=payment, source=f"order:{order.pk}:excess", at=at)
    else:
        back = min(excess, refundable(payment))
        if not back:
            return back
        reason = "order cancelled" if order.status == Order.Status.CANCELLED else "paid twice"
        source = f"order:{order.pk}:excess:{payment.pk}:{payment.captured_amount:.4f}"
        create_refund(payment=payment, amount=back, source=source, reason=reason, at=at)
    _tell(order, payment, back, at)
    return back


def _tell(order: Order, payment: Payment, back: Decimal, at: datetime) -> None:
    figures = {"amount": str(round_money(back, order.currency)), "currency": order.currency}
    tell(order=order, kind="overpaid", at=at, data={**figures, "method": payment.method})
    late = order.status == Order.Status.CANCELLED
    open_incident(
        kind="order-paid-after-cancellation" if late else "order-paid-twice",
        subject=f"order:{order.pk}",
        location_id=order.location_id,
        data={**figures, "number": order.number, "payment": str(payment.pk)},
    )


def _held(payment: Payment) -> Decimal:
    if payment.state == "authorised":
        return payment.authorised_amount
    waiting = (refund.amount for refund in payment.refunds.all() if refund.state == "pending")
    return payment.captured_amount - payment.refunded_amount - sum(waiting, Decimal(0))
