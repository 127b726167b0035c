"""Money that goes back to where it came from, and payments that are given up."""

from collections.abc import Iterable
from datetime import datetime

from apps.core.transactions import transaction_required
from apps.payments.services.acts import cancel_payment
from apps.payments.services.creation import create_payment
from apps.payments.services.refunds import create_refund

from ..models import Order, OrderPayment
from ..money_back import PayBack
from .owed import UNSETTLED, payments_for

ON_COLLECTION = "on-collection"


@transaction_required
def pay_back(*, order: Order, shares: Iterable[PayBack], cause: str, reason: str, at: datetime) -> None:
    """Ask for each share to be paid back on its payment; `cause` names this cause once and for all."""
    payments = {payment.pk: payment for payment in payments_for(order)}
    for share in shares:
        create_refund(
            payment=payments[share.payment_id],
            amount=share.amount,
            source=f"{cause}:{share.payment_id}",
            reason=reason,
            at=at,
        )


@transaction_required
def give_up_payments(*, order: Order, at: datetime) -> None:
    """Give up what isn't paid yet and let go of what is set aside."""
    for payment in payments_for(order):
        if payment.state in UNSETTLED or payment.state == "authorised":
            cancel_payment(payment=payment, source=f"order:{order.pk}:cancelled", at=at)


@transaction_required
def resize_promise(*, order: Order, at: datetime) -> None:
    """Ask for what the order comes to now where it is to be paid on collection."""
    for payment in payments_for(order):
        if payment.method != ON_COLLECTION or payment.state not in UNSETTLED:
            continue
        cancel_payment(payment=payment, source=f"order:{order.pk}:resized", at=at)
        if order.total_incl_tax > 0:
            smaller = create_payment(
                method=ON_COLLECTION,
                provider=payment.provider,
                amount=order.total_incl_tax,
                currency=order.currency,
                subject=payment.subject,
                at=at,
            )
            OrderPayment.objects.create(order=order, payment=smaller)
