"""Carry a request to its provider, and ask again until the outcome is known.

What comes back about a payment is news for those above (`payment.answered`): they book it together with
what it means to them. What comes back about a refund is booked here.
"""

from datetime import datetime
from uuid import UUID

from apps.core import clock, outbox
from apps.core.incidents import open_incident
from apps.core.locking import lock_row
from apps.core.money import round_money
from apps.core.transactions import durable, transaction_required

from ..models import Payment, PaymentAttempt
from ..patience import MOST_TRIES, UNDER_WAY, patience
from ..providers.base import ProviderTimeout
from ..providers.registry import provider_named
from ..types import ActRequest, ProviderResult, RefundResult
from .refunds import record_refund
from .requesting import pay_key

Act = PaymentAttempt.Act


def ask(*, attempt_id: int, at: datetime | None = None) -> None:
    """Send the attempt's request, or ask what became of it, unless its outcome is known or it isn't due."""
    at = at or clock.now()
    with durable():
        attempt = _claim(attempt_id, at)
    if attempt is None:
        return
    try:
        answer = _send(attempt)
    except ProviderTimeout:
        answer = None
    with durable():
        _settle(attempt, answer, at)


def ask_again(*, payment_id: UUID, at: datetime | None = None) -> None:
    """Ask now what became of the request to pay, whenever its turn would be; nothing if it is settled."""
    at = at or clock.now()
    waiting = PaymentAttempt.objects.filter(payment=payment_id, act=Act.PAY, ask_after__isnull=False)
    attempt_id = waiting.values_list("pk", flat=True).first()
    if attempt_id:
        waiting.update(ask_after=at)
        ask(attempt_id=attempt_id, at=at)


@transaction_required
def resume_asking(*, payment_id: UUID, at: datetime | None = None) -> None:
    """Ask from now on again about requests of the payment about which we had stopped asking."""
    given_up = PaymentAttempt.objects.filter(
        payment=payment_id, state=PaymentAttempt.State.UNKNOWN, ask_after__isnull=True
    )
    given_up.update(tries=0, ask_after=at or clock.now())


def _claim(attempt_id: int, at: datetime) -> PaymentAttempt | None:
    """Take the attempt for this process; others leave it alone for longer than a request may take."""
    rows = PaymentAttempt.objects.filter(pk=attempt_id, ask_after__lte=at).select_related("payment", "refund")
    attempt = rows.select_for_update(of=("self",)).first()
    if attempt:
        attempt.tries += 1
        attempt.asked_at = at
        attempt.ask_after = at + UNDER_WAY + patience(attempt.tries)
        attempt.save(update_fields=["tries", "asked_at", "ask_after"])
    return attempt


def _send(attempt: PaymentAttempt) -> ProviderResult | RefundResult:
    payment = attempt.payment
    provider = provider_named(payment.provider)
    if attempt.act == Act.PAY:
        return provider.lookup(key=attempt.key)
    request = ActRequest(
        key=attempt.key,
        pay_key=pay_key(payment),
        reference=payment.reference,
        amount=attempt.amount,
        currency=payment.currency,
    )
    if attempt.act == Act.REFUND:
        return provider.refund(request)
    return provider.capture(request) if attempt.act == Act.CAPTURE else provider.void(request)


def _settle(claimed: PaymentAttempt, answer: ProviderResult | RefundResult | None, at: datetime) -> None:
    if isinstance(answer, RefundResult) and claimed.refund_id:
        record_refund(refund_id=claimed.refund_id, result=answer, at=at)
    elif isinstance(answer, ProviderResult) and answer.outcome != "unknown":
        _answer(claimed, answer, at)
    if answer is None or answer.outcome == "unknown":
        _wait(claimed, at)


def _answer(claimed: PaymentAttempt, answer: ProviderResult, at: datetime) -> None:
    if claimed.act != Act.PAY:
        PaymentAttempt.objects.filter(pk=claimed.pk).update(
            state=PaymentAttempt.State.ANSWERED,
            outcome=answer.outcome,
            reason=answer.reason[:200],
            answered_at=at,
            ask_after=None,
        )
    if answer.outcome != claimed.payment.state:
        outbox.publish(
            name="payment.answered",
            subject=f"payment:{claimed.payment_id}",
            payload={
                "payment_id": str(claimed.payment_id),
                "source": f"{'lookup' if claimed.act == Act.PAY else claimed.act}:{claimed.pk}",
                "result": answer.as_json(),
            },
        )


def _wait(claimed: PaymentAttempt, at: datetime) -> None:
    """Ask again later; after very many tries a person has to."""
    attempt = lock_row(PaymentAttempt.objects.filter(pk=claimed.pk))
    if attempt.ask_after is None:
        return  # meanwhile somebody else brought the answer
    attempt.state = PaymentAttempt.State.UNKNOWN
    attempt.ask_after = at + patience(attempt.tries)
    if attempt.tries >= MOST_TRIES:
        attempt.ask_after = None
        _give_up(attempt, claimed.payment)
    attempt.save(update_fields=["state", "ask_after"])


@transaction_required
def _give_up(attempt: PaymentAttempt, payment: Payment) -> None:
    """Show a person a request whose outcome can't be learned."""
    open_incident(
        kind="payment-unresolved",
        subject=f"payment:{payment.pk}",
        data={
            "paid_for": payment.subject,
            "asked": str(round_money(attempt.amount, payment.currency)),
            "currency": payment.currency,
            "act": attempt.act,
            "key": attempt.key,
            "tries": attempt.tries,
        },
    )
