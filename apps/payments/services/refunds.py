"""Pay money back on a payment, in whole or in part, never more than was paid."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from apps.core import clock, outbox
from apps.core.errors import DomainError
from apps.core.incidents import open_incident, resolve_incidents
from apps.core.locking import lock_row
from apps.core.money import minor_unit, round_money
from apps.core.transactions import durable, transaction_required

from ..models import Payment, PaymentAttempt, PaymentEntry, Refund
from ..providers.registry import provider_named
from ..types import RefundResult
from .creation import InvalidAmount


class RefundTooMuch(DomainError):
    code = "refund-too-much"
    message = _(
        "%(amount)s %(currency)s can't be refunded: only %(left)s %(currency)s of this payment is left."
    )


class RefundConflict(DomainError):
    code = "refund-conflict"
    message = _("This refund was already asked for with another amount (%(amount)s %(currency)s).")


class UnknownRefund(DomainError):
    code = "refund-unknown"
    message = _("There is no such refund.")


class RefundNotFailed(DomainError):
    code = "refund-not-failed"
    message = _("This refund hasn't failed: it is on its way or done.")


@transaction_required
def create_refund(
    *, payment: Payment, amount: Decimal, source: str, reason: str = "", at: datetime | None = None
) -> Refund:
    """Ask for `amount`, in the payment's currency, to be paid back; cash and the like are paid back at once.

    `source` names the cause and refunds once: asked for again, the same refund is returned. Locks the
    payment. Raises InvalidAmount, RefundTooMuch, RefundConflict.
    """
    at = at or clock.now()
    payment = lock_row(Payment.objects.filter(pk=payment.pk))
    existing = Refund.objects.filter(source=source).first()
    if existing:
        return _same(existing, payment, amount)
    _check_amount(payment, amount)
    refund = Refund.objects.create(
        payment=payment, amount=amount, source=source, reason=reason[:200], created_at=at
    )
    if provider_named(payment.provider).remote:
        _ask_for(refund, payment, at)
    else:
        _done(refund, payment, "", at)
    return refund


@transaction_required
def refund_again(*, refund_id: UUID, at: datetime | None = None) -> Refund:
    """Ask once more for what a provider refused to pay back, as a refund of its own, and return that.

    Locks the payment. Raises UnknownRefund, RefundNotFailed, RefundTooMuch.
    """
    refused = Refund.objects.select_related("payment").filter(pk=refund_id).first()
    if refused is None:
        raise UnknownRefund
    if refused.state != Refund.State.FAILED:
        raise RefundNotFailed
    return create_refund(
        payment=refused.payment,
        amount=refused.amount,
        source=f"refund:{refused.pk}:again",
        reason=refused.reason,
        at=at,
    )


def settle_refund(*, refund_id: UUID, result: RefundResult, at: datetime) -> Refund:
    """Book, in a transaction of its own, what a provider says of a refund. Raises UnknownRefund."""
    with durable():
        try:
            return record_refund(refund_id=refund_id, result=result, at=at)
        except Payment.DoesNotExist:
            raise UnknownRefund from None


@transaction_required
def record_refund(*, refund_id: UUID, result: RefundResult, at: datetime) -> Refund:
    """Book what became of a refund and return it; the same news again changes nothing.

    A refused refund opens an incident, as does news that contradicts what is booked. Locks the payment.
    Raises Payment.DoesNotExist if there is no such refund.
    """
    payment = lock_row(Payment.objects.filter(refunds=refund_id))
    refund = lock_row(Refund.objects.filter(pk=refund_id))
    if result.outcome == "done" and refund.state != Refund.State.DONE:
        if payment.refunded_amount + refund.amount > payment.captured_amount:
            _contradiction(refund, result)
        else:
            _done(refund, payment, result.reference, at)
    elif result.outcome == "failed" and refund.state == Refund.State.PENDING:
        _failed(refund, result)
    elif result.outcome == "failed" and refund.state == Refund.State.DONE:
        _contradiction(refund, result)
    if result.outcome != "unknown":
        _note_on_attempt(refund, result, at)
    return refund


def refundable(payment: Payment) -> Decimal:
    """Return what may still be paid back, refunds on their way taken off. Exact only under the lock."""
    waiting = payment.refunds.filter(state=Refund.State.PENDING).aggregate(sum=Sum("amount"))["sum"]
    left = payment.captured_amount - payment.refunded_amount - (waiting or 0)
    return round_money(max(left, Decimal(0)), payment.currency)


def _check_amount(payment: Payment, amount: Decimal) -> None:
    if amount <= 0 or amount % minor_unit(payment.currency):
        raise InvalidAmount(amount=amount, currency=payment.currency)
    left = refundable(payment)
    if amount > left:
        raise RefundTooMuch(amount=amount, left=left, currency=payment.currency)


def _same(existing: Refund, payment: Payment, amount: Decimal) -> Refund:
    if existing.payment_id != payment.pk or existing.amount != amount:
        raise RefundConflict(amount=round_money(existing.amount, payment.currency), currency=payment.currency)
    return existing


def _ask_for(refund: Refund, payment: Payment, at: datetime) -> None:
    attempt = PaymentAttempt.objects.create(
        payment=payment,
        refund=refund,
        act=PaymentAttempt.Act.REFUND,
        amount=refund.amount,
        key=f"refund:{refund.pk}",
        created_at=at,
        ask_after=at,
    )
    outbox.publish(
        name="refund.requested",
        subject=f"refund:{refund.pk}",
        payload={**_facts(refund), "attempt_id": attempt.pk},
        at=at,
    )


def _done(refund: Refund, payment: Payment, reference: str, at: datetime) -> None:
    PaymentEntry.objects.create(
        payment=payment,
        kind=PaymentEntry.Kind.REFUND,
        amount=refund.amount,
        at=at,
        recorded_at=clock.now(),
        reference=reference,
        source=f"refund:{refund.pk}",
    )
    payment.refunded_amount += refund.amount
    payment.save(update_fields=["refunded_amount"])
    refund.state, refund.reference, refund.done_at = Refund.State.DONE, reference, at
    refund.save(update_fields=["state", "reference", "done_at"])
    resolve_incidents(
        kind="refund-failed", subject=f"refund:{refund.pk}", by="system", resolution="done after all"
    )
    outbox.publish(name="refund.done", subject=f"refund:{refund.pk}", payload=_facts(refund), at=at)


def _failed(refund: Refund, result: RefundResult) -> None:
    refund.state = Refund.State.FAILED
    refund.save(update_fields=["state"])
    subject, facts = f"refund:{refund.pk}", {**_facts(refund), "reason": result.reason}
    open_incident(kind="refund-failed", subject=subject, data=facts)
    outbox.publish(name="refund.failed", subject=subject, payload=facts)


def _contradiction(refund: Refund, result: RefundResult) -> None:
    open_incident(
        kind="refund-contradiction",
        subject=f"refund:{refund.pk}",
        data={**_facts(refund), "state": refund.state, "told": result.outcome, "reason": result.reason},
    )


def _note_on_attempt(refund: Refund, result: RefundResult, at: datetime) -> None:
    PaymentAttempt.objects.filter(refund=refund).update(
        state=PaymentAttempt.State.ANSWERED,
        outcome=result.outcome,
        reason=result.reason[:200],
        answered_at=at,
        ask_after=None,
    )


def _facts(refund: Refund) -> dict[str, str]:
    payment = refund.payment
    return {
        "refund_id": str(refund.pk),
        "payment_id": str(payment.pk),
        "paid_for": payment.subject,
        "amount": str(round_money(refund.amount, payment.currency)),
        "currency": payment.currency,
        "source": refund.source,
    }
