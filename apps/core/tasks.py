"""The platform's own periodic work."""

from celery import shared_task

from . import clock, outbox, reconciliation
from .models import Heartbeat


@shared_task(name="apps.core.tasks.relay_outbox", ignore_result=True)
def relay_outbox() -> None:
    """Deliver waiting events until none is left."""
    while outbox.relay():
        pass


@shared_task(name="apps.core.tasks.beat_heartbeat", ignore_result=True)
def beat_heartbeat() -> None:
    """Show that beat sends and a worker receives."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})


@shared_task(name="apps.core.tasks.audit_ledgers", ignore_result=True)
def audit_ledgers() -> None:
    """Recompute every counter from its ledger and open an incident for each that differs; repair nothing."""
    reconciliation.report_drifts()
