"""What time alone changes: a price list begins or ends."""

from celery import shared_task

from apps.core import clock

from . import services


@shared_task(name="apps.pricing.tasks.announce_turns", ignore_result=True)
def announce_turns() -> None:
    """Announce the prices of lists that began or ended."""
    services.announce_turns(at=clock.now())
