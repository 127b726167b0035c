"""What a payment's outcome means for its order. The browser's return, the webhook and asking again meet here."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.core.incidents import open_incident, resolve_incidents
from apps.core.locking import lock_row
from apps.core.money import round_money
from apps.core.outbox import publish_all
from apps.core.transactions import durable, transaction_required
from apps.payments.selectors import Payment, payments_of
from apps.payments.services.acts import cancel_payment
from apps.payments.services.creation import create_payment
from apps.payments.services.recording import record_result
from apps.payments.services.requesting import request_payment
from apps.payments.types import ProviderResult

from ..events import news_of
from ..lifecycle import Status, move, tell
from ..models import Order, OrderPayment
from .owed import PAID, UNSETTLED, give_back_excess, held, payments_for

MISMATCH = "order-payment-mismatch"


class NothingToPay(DomainError):
    code = "nothing-to-pay"
    message = _("Order %(number)s has nothing left to pay.")


class PaymentUnderWay(DomainError):
    code = "payment-under-way"
    message = _("We are still asking the bank about your last payment. Try again in a minute.")


class UnknownPayment(DomainError):
    code = "unknown-payment"
    message = _("This payment belongs to no order.")


def start_payment(
    *,
    order_id: int,
    at: datetime,
    return_url: str = "",
    language: str = "en",
    description: str = "",
    instrument: str = "",
) -> ProviderResult:
    """Ask the provider for the order's open payment, book its answer and return it.

    `action-needed` carries the address to send the shopper to, `unknown` will be asked again by itself.
    Asking twice asks for the same payment. No transaction may be open. Raises NothingToPay.
    """
    payment = _open_payment(order_id)
    result = request_payment(
        payment_id=payment.pk,
        at=at,
        return_url=return_url,
        language=language,
        description=description,
        instrument=instrument,
    )
    apply_provider_result(payment_id=payment.pk, result=result, source="request", at=at)
    return result


def retry_payment(*, order_id: int, method: str, provider: str, at: datetime) -> Payment:
    """Give the order another payment in place of one that was declined or left; return it, to be started.

    Raises NothingToPay, and PaymentUnderWay while the outcome of an earlier one isn't known.
    """
    with durable():
        order = lock_row(Order.objects.filter(pk=order_id))
        if order.status != Status.AWAITING_PAYMENT:
            raise NothingToPay(number=order.number)
        for earlier in payments_for(order):
            if earlier.state == "unknown":
                raise PaymentUnderWay
            cancel_payment(payment=earlier, source=f"order:{order.pk}:retry", at=at)
        payment = create_payment(
            method=method,
            provider=provider,
            amount=order.total_incl_tax,
            currency=order.currency,
            subject=f"order:{order.pk}",
            at=at,
        )
        OrderPayment.objects.create(order=order, payment=payment)
        tell(order=order, kind="payment-retried", at=at, data={"method": method})
    return payment


def apply_provider_result(*, payment_id: UUID, result: ProviderResult, source: str, at: datetime) -> Order:
    """Book what the provider says and what it means to the order, in one transaction; return the order.

    Whoever brings it, and however often, it takes effect once: paid in full the order is confirmed. Money
    for a cancelled order, or the second time, goes back. An amount that isn't the order's confirms nothing
    and opens an incident. Raises UnknownPayment.
    """
    with durable():
        orders = Order.objects.filter(order_payments__payment=payment_id)
        try:
            order: Order = lock_row(orders)
        except Order.DoesNotExist:
            raise UnknownPayment from None
        before = order.order_payments.get(payment=payment_id).payment.state
        payment = record_result(payment_id=payment_id, result=result, source=source, at=at)
        _follow(order, payment, before, at)
    return order


def _follow(order: Order, payment: Payment, before: str, at: datetime) -> None:
    if payment.state in PAID and order.status == Status.AWAITING_PAYMENT:
        _confirm_if_paid(order, payment, at)
    elif payment.state in PAID:
        give_back_excess(order=order, payment=payment, at=at)
    elif payment.state != before and payment.state in {"declined", "cancelled"}:
        tell(order=order, kind=f"payment-{payment.state}", at=at, data={"method": payment.method})
        if payment.state == "declined":
            publish_all([news_of("payment.failed", order)], at=at)


@transaction_required
def _confirm_if_paid(order: Order, payment: Payment, at: datetime) -> None:
    payments, subject = payments_for(order), f"order:{order.pk}"
    paid = held(payments)
    figures = {
        "amount": str(round_money(paid, order.currency)),
        "currency": order.currency,
        "method": payment.method,
    }
    if paid != order.total_incl_tax:
        total = str(round_money(order.total_incl_tax, order.currency))
        open_incident(
            kind=MISMATCH,
            subject=subject,
            location_id=order.location_id,
            data={**figures, "number": order.number, "total": total},
        )
        return
    resolve_incidents(kind=MISMATCH, subject=subject, by="system", resolution="paid in full", at=at)
    tell(order=order, kind="paid", at=at, data=figures)
    move(order=order, to=Status.CONFIRMED, at=at)
    for other in payments:
        if other.state in UNSETTLED:
            cancel_payment(payment=other, source=f"{subject}:paid-otherwise", at=at)


def _open_payment(order_id: int) -> Payment:
    """Return the newest payment that still waits for its money."""
    order = Order.objects.get(pk=order_id)
    waiting = payments_of(subjects=[f"order:{order.pk}"]).prefetch_related(None).filter(state__in=UNSETTLED)
    newest = waiting.last()
    if newest is None:
        raise NothingToPay(number=order.number)
    return newest
