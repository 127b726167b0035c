"""The one door through which a provider's answer enters the books, whoever brings it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog

from apps.core import clock
from apps.core.incidents import open_incident, resolve_incidents
from apps.core.locking import lock_row
from apps.core.money import round_money
from apps.core.transactions import transaction_required

from ..models import Payment, PaymentAttempt, PaymentEntry
from ..patience import patience
from ..reckoning import OPEN_STATES, Booking, Standing, reckon
from ..types import ProviderResult

log = structlog.get_logger(__name__)

_CACHES = {"capture": "captured_amount", "authorisation": "authorised_amount", "void": "authorised_amount"}


@transaction_required
def record_result(*, payment_id: UUID, result: ProviderResult, source: str, at: datetime) -> Payment:
    """Book what the provider says about the payment and return it as it is then.

    `source` names who brought the result (request, return, webhook:<id>, lookup) for logs and incidents.
    The same news from several sources books once; money that arrives late or unexpectedly is booked and
    opens an incident. Locks the payment. Raises Payment.DoesNotExist.
    """
    payment = lock_row(Payment.objects.filter(pk=payment_id))
    booking = reckon(_standing(payment, result), result)
    for kind, amount in booking.entries:
        _book(payment, kind, amount, result.reference, at)
    _move(payment, booking, result)
    _note_on_attempt(payment, result, at)
    if booking.incident:
        _open_incident(payment, booking, result, source)
    log.info(
        "payment_result", payment=str(payment.pk), outcome=result.outcome, state=payment.state, source=source
    )
    return payment


def _standing(payment: Payment, result: ProviderResult) -> Standing:
    here = payment.entries.filter(kind=PaymentEntry.Kind.CAPTURE, reference=result.reference)
    return Standing(
        state=payment.state,
        asked=payment.amount,
        authorised=payment.authorised_amount,
        captured=payment.captured_amount,
        captured_here=sum(here.values_list("amount", flat=True), Decimal(0)),
    )


def _book(payment: Payment, kind: str, amount: Decimal, reference: str, at: datetime) -> None:
    """Write the entry and its cache. The source tells the running total, so the database refuses a double."""
    sign = -1 if kind == PaymentEntry.Kind.VOID else 1
    cache = _CACHES[kind]
    total = getattr(payment, cache) + sign * amount
    PaymentEntry.objects.create(
        payment=payment,
        kind=kind,
        amount=amount,
        at=at,
        recorded_at=clock.now(),
        reference=reference,
        source=f"payment:{payment.pk}:{total:.4f}",
    )
    setattr(payment, cache, total)


def _move(payment: Payment, booking: Booking, result: ProviderResult) -> None:
    payment.state = booking.state
    payment.reference = payment.reference or result.reference
    payment.save(update_fields=["state", "reference", "captured_amount", "authorised_amount"])


def _note_on_attempt(payment: Payment, result: ProviderResult, at: datetime) -> None:
    """Keep the answer with the request to pay, and decide whether and when to ask again."""
    attempt = payment.attempts.filter(act=PaymentAttempt.Act.PAY).first()
    if attempt is None:
        return
    known = result.outcome != "unknown"
    if known and attempt.state == PaymentAttempt.State.UNKNOWN and attempt.ask_after is None:
        _end_doubt(payment, at)
    attempt.state = PaymentAttempt.State.ANSWERED if known else PaymentAttempt.State.UNKNOWN
    attempt.outcome, attempt.reason = result.outcome, result.reason[:200]
    attempt.next_url, attempt.answered_at = result.next_url[:500], at if known else None
    if payment.state not in OPEN_STATES:
        attempt.ask_after = None
    elif not known:
        attempt.ask_after = at + patience(attempt.tries)
    attempt.save(update_fields=["state", "outcome", "reason", "next_url", "answered_at", "ask_after"])


def _end_doubt(payment: Payment, at: datetime) -> None:
    """Close what a person was shown because nobody had answered for so long."""
    subject = f"payment:{payment.pk}"
    resolve_incidents(kind="payment-unresolved", subject=subject, by="system", resolution="answered", at=at)


def _open_incident(payment: Payment, booking: Booking, result: ProviderResult, source: str) -> None:
    open_incident(
        kind=booking.incident,
        subject=f"payment:{payment.pk}",
        data={
            "paid_for": payment.subject,
            "state": payment.state,
            "asked": str(round_money(payment.amount, payment.currency)),
            "captured": str(round_money(payment.captured_amount, payment.currency)),
            "currency": payment.currency,
            "source": source,
            **result.as_json(),
        },
    )
