"""Take money that was set aside (capture), or let go of it (void)."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core import clock, outbox
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.money import minor_unit, round_money
from apps.core.transactions import transaction_required

from ..models import Payment, PaymentAttempt
from ..providers.registry import provider_named
from ..types import ProviderResult
from .creation import InvalidAmount
from .recording import record_result

Act, State = PaymentAttempt.Act, Payment.State


class NothingToCapture(DomainError):
    code = "payment-nothing-to-capture"
    message = _("Only %(left)s %(currency)s is set aside, so %(amount)s %(currency)s can't be taken.")


class CannotVoid(DomainError):
    code = "payment-cannot-void"
    message = _("This payment was made. It can be refunded, but no longer cancelled.")


@transaction_required
def create_capture(
    *, payment: Payment, amount: Decimal, source: str, at: datetime | None = None
) -> PaymentAttempt:
    """Ask for `amount` of what is set aside to be taken, in the payment's currency; `source` asks once.

    Locks the payment. Raises InvalidAmount, NothingToCapture.
    """
    at = at or clock.now()
    payment = lock_row(Payment.objects.filter(pk=payment.pk))
    existing = PaymentAttempt.objects.filter(key=f"capture:{source}").first()
    if existing:
        return existing
    if amount <= 0 or amount % minor_unit(payment.currency):
        raise InvalidAmount(amount=amount, currency=payment.currency)
    left = payment.authorised_amount - payment.captured_amount
    if amount > left:
        left = round_money(max(left, Decimal(0)), payment.currency)
        raise NothingToCapture(amount=amount, left=left, currency=payment.currency)
    return _ask_for(payment, Act.CAPTURE, amount, f"capture:{source}", at)


@transaction_required
def cancel_payment(*, payment: Payment, source: str, at: datetime | None = None) -> Payment:
    """Give up a payment that wasn't made: at once if no provider knows of it, else by asking the provider.

    A declined or cancelled payment stays as it is. If it turns out to have been made meanwhile, that is
    booked as usual. Locks the payment. Raises CannotVoid if it is known to have been made.
    """
    at = at or clock.now()
    payment = lock_row(Payment.objects.filter(pk=payment.pk))
    if payment.state == State.CAPTURED:
        raise CannotVoid
    if payment.state in {State.DECLINED, State.CANCELLED}:
        return payment
    if not (provider_named(payment.provider).remote and payment.attempts.filter(act=Act.PAY).exists()):
        cancelled = ProviderResult("cancelled", payment.reference)
        return record_result(payment_id=payment.pk, result=cancelled, source=source, at=at)
    if not PaymentAttempt.objects.filter(key=f"void:{payment.pk}").exists():
        _ask_for(payment, Act.VOID, payment.amount, f"void:{payment.pk}", at)
    return payment


def _ask_for(payment: Payment, act: str, amount: Decimal, key: str, at: datetime) -> PaymentAttempt:
    attempt = PaymentAttempt.objects.create(
        payment=payment, act=act, amount=amount, key=key, created_at=at, ask_after=at
    )
    outbox.publish(
        name="payment.act-requested",
        subject=f"payment:{payment.pk}",
        payload={"payment_id": str(payment.pk), "attempt_id": attempt.pk, "act": act},
        at=at,
    )
    return attempt
