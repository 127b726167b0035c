"""The bank's own background work."""

from celery import shared_task

from apps.core import clock

from .notices import deliver_due


@shared_task(name="sandbox_bank.deliver_notices")
def deliver_notices() -> None:
    """Post every webhook whose time has come."""
    while deliver_due(at=clock.now()):
        pass
