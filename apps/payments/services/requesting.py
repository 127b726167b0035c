"""Ask the provider for a payment. The network is used with no transaction open; the answer is booked after."""

from datetime import datetime
from uuid import UUID

from apps.core.locking import lock_row
from apps.core.transactions import durable

from ..models import Payment, PaymentAttempt
from ..patience import UNDER_WAY, patience
from ..providers.base import ProviderTimeout
from ..providers.registry import provider_named
from ..reckoning import OPEN_STATES
from ..types import PayRequest, ProviderResult


def request_payment(
    *,
    payment_id: UUID,
    at: datetime,
    return_url: str = "",
    language: str = "en",
    description: str = "",
    instrument: str = "",
) -> ProviderResult:
    """Ask the provider to take this payment and return its answer, which the caller has to record.

    No answer is an answer too: the outcome `unknown`, asked again later. A payment that is settled is
    not asked for again. Raises Payment.DoesNotExist.
    """
    with durable():
        payment = lock_row(Payment.objects.filter(pk=payment_id))
        if payment.state not in OPEN_STATES:
            return standing_of(payment)
        provider = provider_named(payment.provider)
        key = _note_request(payment, at) if provider.remote else ""
    request = PayRequest(
        key=key,
        payment_id=payment.pk,
        amount=payment.amount,
        currency=payment.currency,
        description=description or payment.subject,
        return_url=return_url,
        language=language,
        instrument=instrument,
    )
    try:
        return provider.pay(request)
    except ProviderTimeout:
        return ProviderResult("unknown")


def standing_of(payment: Payment) -> ProviderResult:
    """Return what is booked for a settled payment in the form of a provider's answer."""
    amount = payment.captured_amount or payment.authorised_amount
    return ProviderResult(payment.state, payment.reference, amount)  # type: ignore[arg-type]


def pay_key(payment: Payment) -> str:
    """Return the idempotency key of the one request to pay that a payment makes."""
    return f"pay:{payment.pk}"


def _note_request(payment: Payment, at: datetime) -> str:
    """Write down that the provider is being asked, so that a crash now doesn't lose the payment."""
    attempt, _created = PaymentAttempt.objects.get_or_create(
        key=pay_key(payment),
        defaults={
            "payment": payment,
            "act": PaymentAttempt.Act.PAY,
            "amount": payment.amount,
            "created_at": at,
        },
    )
    attempt.tries += 1
    attempt.asked_at = at
    attempt.ask_after = at + UNDER_WAY + patience(attempt.tries)
    attempt.save(update_fields=["tries", "asked_at", "ask_after"])
    return attempt.key
