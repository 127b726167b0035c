"""What reaches us from a provider unasked: its webhooks, and the browser it sends back. Signed, or not read."""

from collections.abc import Mapping
from datetime import datetime

from apps.core import clock
from apps.core.incidents import open_incident
from apps.core.transactions import durable

from ..models import WebhookDelivery
from ..providers.registry import provider_named
from ..types import ProviderEvent, ProviderReturn


def verify_return(*, provider: str, params: Mapping[str, str]) -> ProviderReturn:
    """Return which payment the customer comes back from and how it went, as the provider signed it.

    Raises ReturnRefused if the provider didn't sign this, UnknownProvider.
    """
    return provider_named(provider).verify_return(params=params)


def receive_webhook(
    *, provider: str, headers: Mapping[str, str], body: bytes, at: datetime
) -> list[ProviderEvent]:
    """Keep the provider's messages and return those that haven't been handled yet.

    Raises WebhookRefused, with nothing kept, if the provider didn't sign this; UnknownProvider.
    """
    events = provider_named(provider).parse_webhook(headers=headers, body=body)
    with durable():
        WebhookDelivery.objects.bulk_create(
            [
                WebhookDelivery(
                    provider=provider, event_id=event.id, payload=dict(event.payload), received_at=at
                )
                for event in events
            ],
            ignore_conflicts=True,
        )
    ids = [event.id for event in events]
    open_ones = WebhookDelivery.objects.filter(provider=provider, event_id__in=ids, handled_at=None)
    waiting = set(open_ones.values_list("event_id", flat=True))
    return [event for event in events if event.id in waiting]


def mark_handled(*, provider: str, event_id: str) -> None:
    """Note that the message's effect is booked."""
    row = WebhookDelivery.objects.filter(provider=provider, event_id=event_id)
    row.update(handled_at=clock.now(), problem="")


def mark_failed(*, provider: str, event_id: str, problem: str) -> None:
    """Note why a message couldn't be handled; the provider will send it again."""
    WebhookDelivery.objects.filter(provider=provider, event_id=event_id).update(problem=problem[:2000])


def mark_unmatched(*, provider: str, event_id: str, about: str) -> None:
    """Put aside a message about something that we never asked for, and show it to a person."""
    with durable():
        row = WebhookDelivery.objects.filter(provider=provider, event_id=event_id)
        row.update(handled_at=clock.now(), problem=f"{about} isn't ours"[:2000])
        open_incident(
            kind="webhook-unmatched",
            subject=f"webhook:{provider}:{event_id}"[:96],
            data={"provider": provider, "event_id": event_id, "about": about},
        )
