"""A provider's messages: each takes effect once, whatever the browser or asking again brought before."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from apps.core.transactions import durable
from apps.payments.services.messages import mark_failed, mark_handled, mark_unmatched, receive_webhook
from apps.payments.services.refunds import record_refund
from apps.payments.types import ProviderEvent

from .payment import UnknownPayment, apply_provider_result

PAYMENT_KEY, REFUND_KEY = "pay:", "refund:"


def take_webhook(*, provider: str, headers: Mapping[str, str], body: bytes, at: datetime) -> int:
    """Keep the provider's messages and apply them; return how many were new.

    One that fails is noted and raised, so that the provider sends it again. One about a payment that we
    never asked for is put aside for a person. No transaction may be open.

    Raises WebhookRefused, UnknownProvider.
    """
    events = receive_webhook(provider=provider, headers=headers, body=body, at=at)
    for event in events:
        try:
            _apply(provider, event, at)
        except Exception as error:
            mark_failed(provider=provider, event_id=event.id, problem=repr(error))
            raise
    return len(events)


def _apply(provider: str, event: ProviderEvent, at: datetime) -> None:
    prefix = PAYMENT_KEY if event.payment else REFUND_KEY
    key = _uuid_after(prefix, event.key)
    if key is None or not _take_effect(provider, event, key, at):
        payment_id = key if event.payment else None
        mark_unmatched(provider=provider, event_id=event.id, payment_id=payment_id)
        return
    mark_handled(provider=provider, event_id=event.id)


def _take_effect(provider: str, event: ProviderEvent, key: UUID, at: datetime) -> bool:
    """Apply the message; tell whether what it is about is known here."""
    try:
        if event.payment:
            source = f"webhook:{provider}:{event.id}"
            apply_provider_result(payment_id=key, result=event.payment, source=source, at=at)
        elif event.refund:
            with durable():
                record_refund(refund_id=key, result=event.refund, at=at)
    except (UnknownPayment, ObjectDoesNotExist):
        return False
    return True


def _uuid_after(prefix: str, key: str) -> UUID | None:
    name, found, text = key.partition(prefix)
    try:
        return UUID(text) if found and not name else None
    except ValueError:
        return None
