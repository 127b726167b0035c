"""News between apps: written in the transaction that makes it true, delivered after the commit.

Delivery is at least once and unordered between subjects, so subscribers are idempotent. What can't be
delivered in MAX_ATTEMPTS tries opens an incident and waits for somebody to have it tried again. Nobody asks for
delivery: the relay in every worker looks for news all the time (`relay.py`), so publishing costs its row alone.

Who listens to what is wired in one place, `settings.OUTBOX_SUBSCRIPTIONS` (a dotted path to a mapping of
event name to task names).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db.models import F, Q
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from . import clock, live
from .bulk import copy_rows
from .incidents import open_incident
from .models import OutboxEvent
from .transactions import durable, transaction_required

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 50
UNDELIVERED = "event-undelivered"
CLAIM = timedelta(seconds=10)
"""For how long news is one relay's alone. What it couldn't hand over, or died with, is taken up again then."""


@dataclass(frozen=True, slots=True)
class Event:
    """News to publish: a name such as `order.paid`, a subject such as `order:17`, a JSON payload."""

    name: str
    subject: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@transaction_required
def publish(
    *, name: str, subject: str, payload: Mapping[str, Any] | None = None, at: datetime | None = None
) -> None:
    """Write one event into the current transaction."""
    publish_all([Event(name, subject, payload or {})], at=at)


@transaction_required
def publish_all(events: Sequence[Event], *, at: datetime | None = None) -> None:
    """Write many events into the current transaction with one statement."""
    if not events:
        return
    occurred_at = at or clock.now()
    copy_rows(
        model=OutboxEvent,
        fields=("name", "subject", "payload", "occurred_at"),
        rows=[(event.name, event.subject, dict(event.payload), occurred_at) for event in events],
    )


def relay(*, limit: int = 100) -> int:
    """Hand waiting events to their subscribers' tasks, oldest first; return how many were handed over.

    Relays beside each other take different events. Raises kombu's OperationalError where the broker can't be
    reached, which is no fault of the events: they wait and lose none of their tries.
    """
    subscriptions: Mapping[str, Iterable[str]] = import_string(settings.OUTBOX_SUBSCRIPTIONS)
    events = _claim(limit)
    delivered = [event for event in events if _deliver(event, subscriptions.get(event.name, ()))]
    OutboxEvent.objects.filter(pk__in=[event.pk for event in delivered]).update(
        delivered_at=clock.now(), attempts=F("attempts") + 1, last_error=""
    )
    if events:
        live.announce(names=[event.name for event in events])
    return len(delivered)


def _claim(limit: int) -> list[OutboxEvent]:
    now = clock.now()
    waiting = OutboxEvent.objects.filter(
        Q(claimed_until=None) | Q(claimed_until__lte=now), delivered_at=None, attempts__lt=MAX_ATTEMPTS
    )
    with durable():
        events = list(waiting.order_by("pk").select_for_update(skip_locked=True)[:limit])
        OutboxEvent.objects.filter(pk__in=[event.pk for event in events]).update(claimed_until=now + CLAIM)
    return events


def _deliver(event: OutboxEvent, tasks: Iterable[str]) -> bool:
    message = {
        "id": str(event.event_id),
        "name": event.name,
        "subject": event.subject,
        "payload": event.payload,
        "occurred_at": event.occurred_at.isoformat(),
    }
    try:
        for task in tasks:
            _task(task).apply_async(kwargs={"event": message})
    except OperationalError:
        raise
    except Exception as error:
        log.exception("outbox_delivery_failed", outbox_event=event.name, subject=event.subject)
        _note_failure(event, repr(error))
        return False
    return True


def _note_failure(event: OutboxEvent, error: str) -> None:
    """Count the try; the next one waits until the claim ends, and after the last one somebody has to look."""
    with durable():
        row = OutboxEvent.objects.filter(pk=event.pk)
        row.update(attempts=F("attempts") + 1, last_error=error[:2000])
        if event.attempts + 1 >= MAX_ATTEMPTS:
            found = {"event": event.name, "about": event.subject, "error": error[:300]}
            open_incident(kind=UNDELIVERED, subject=f"event:{event.pk}", data=found)


@transaction_required
def try_again(*, event_id: int) -> None:
    """Give an event that wasn't delivered all its tries again; one that was is left alone."""
    OutboxEvent.objects.filter(pk=event_id, delivered_at__isnull=True).update(attempts=0, claimed_until=None)


def _task(name: str) -> Any:
    """Return the task, loading the apps' task modules in a process that isn't a worker."""
    if name not in current_app.tasks:
        current_app.loader.import_default_modules()
    return current_app.tasks[name]
