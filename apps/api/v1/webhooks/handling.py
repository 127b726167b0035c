"""From a provider's message to the one thing that it makes happen."""

from datetime import datetime
from uuid import UUID

from apps.orders.services.payment import UnknownPayment, apply_provider_result
from apps.payments.services.messages import mark_failed, mark_handled, mark_unmatched
from apps.payments.services.refunds import UnknownRefund, settle_refund
from apps.payments.types import ProviderEvent


class NotOurs(Exception):
    """The message names something that we never asked for."""


def handle(*, provider: str, event: ProviderEvent, at: datetime) -> None:
    """Book what the message says, and note that it is handled.

    What we never asked for is put aside for a person. Whatever else goes wrong is noted and raised again,
    so that the provider repeats the message.
    """
    try:
        _book(event, at)
    except (NotOurs, UnknownPayment, UnknownRefund):
        mark_unmatched(provider=provider, event_id=event.id, about=event.key)
    except Exception as error:
        mark_failed(provider=provider, event_id=event.id, problem=repr(error))
        raise
    else:
        mark_handled(provider=provider, event_id=event.id)


def _book(event: ProviderEvent, at: datetime) -> None:
    kind, key = _our_key(event.key)
    if event.refund and kind == "refund":
        settle_refund(refund_id=key, result=event.refund, at=at)
    elif event.payment and kind == "pay":
        apply_provider_result(payment_id=key, result=event.payment, source=f"webhook:{event.id}", at=at)
    else:
        raise NotOurs


def _our_key(key: str) -> tuple[str, UUID]:
    """Return what kind of thing the key, which we gave, names and which one. Raises NotOurs."""
    kind, _colon, identifier = key.partition(":")
    try:
        return kind, UUID(identifier)
    except ValueError:
        raise NotOurs from None
