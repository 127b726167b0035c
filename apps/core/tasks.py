"""The platform's own periodic work."""

from typing import Any

from celery import shared_task

from . import clock, self_audit
from .models import Heartbeat


@shared_task(name="apps.core.tasks.beat_heartbeat", ignore_result=True)
def beat_heartbeat() -> None:
    """Show that beat sends and a worker receives."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": clock.now()})


@shared_task(name="apps.core.tasks.audit_ledgers", ignore_result=True)
def audit_ledgers() -> None:
    """Recompute every counter from its ledger and open an incident for each that differs; repair nothing."""
    self_audit.audit()


@shared_task(name="apps.core.tasks.audit_cheaply", ignore_result=True)
def audit_cheaply() -> None:
    """Recompute those counters whose ledgers are short."""
    self_audit.audit(is_full=False)


@shared_task(name="apps.core.tasks.audit_as_requested", ignore_result=True)
def audit_as_requested(*, event: dict[str, Any]) -> None:
    """Carry out the audit that a person has asked for."""
    self_audit.audit(run_id=event["payload"]["run_id"])
