"""The demo's past is over when the shop opens: what it set going is finished, and no worker is sent after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from celery import Celery
from celery.app import app_or_default
from django.db import connection
from django.db.models import Q

from apps.api.v1.webhooks.handling import handle
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.payments.providers.sandbox.bank.notices import deliver_due
from apps.payments.selectors import attempts_due
from apps.payments.services.asking import ask
from apps.payments.services.messages import receive_webhook

TOLD_AGAIN_WITHIN = timedelta(minutes=1)  # the bank's last word about a payment
SHOWN_ALREADY = ("product.changed", "price.changed", "stock.changed", "order.recorded")


@contextmanager
def nobody_woken() -> Iterator[None]:
    """Keep thousands of calls to workers from the queue: each only says to look what waits in the database."""
    workers = app_or_default()
    workers.loader.import_default_modules()
    Celery("past", broker="memory://localhost", set_as_current=False).set_current()
    try:
        yield
    finally:
        workers.set_current()


@contextmanager
def disk_not_awaited() -> Iterator[None]:
    """Commit thousands of times without waiting for the disk each time; the first commit after this waits for all."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")


def settle_with_the_bank() -> None:
    """Have refunds carried out, and the bank's messages taken as if it had posted them."""
    while attempts := attempts_due(at=clock.now()):
        for attempt_id in attempts:
            ask(attempt_id=attempt_id)
    while deliver_due(at=clock.now() + TOLD_AGAIN_WITHIN, carry=_take):
        pass


def leave_untold(*, before: datetime) -> None:
    """Take old news for told: nobody wants letters about last month's orders, and the shop window is up to date."""
    waiting = OutboxEvent.objects.filter(delivered_at__isnull=True)
    waiting.filter(Q(occurred_at__lt=before) | Q(name__in=SHOWN_ALREADY)).update(delivered_at=clock.now())


def _take(body: bytes, headers: dict[str, str]) -> None:
    at = clock.now()
    for event in receive_webhook(provider="sandbox", headers=headers, body=body, at=at):
        handle(provider="sandbox", event=event, at=at)
