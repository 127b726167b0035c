"""Work with providers that happens by itself: carrying requests, asking again."""

from typing import Any

from celery import shared_task

from apps.core import clock

from .selectors import attempts_due
from .services.asking import ask


@shared_task(name="apps.payments.tasks.carry_request")
def carry_request(*, event: dict[str, Any]) -> None:
    """Send the refund, capture or void that an event asks for."""
    ask(attempt_id=event["payload"]["attempt_id"])


@shared_task(name="apps.payments.tasks.ask_about")
def ask_about(*, attempt_id: int) -> None:
    """Ask once what became of a request."""
    ask(attempt_id=attempt_id)


@shared_task(name="apps.payments.tasks.ask_about_due")
def ask_about_due() -> None:
    """Ask again about every request whose outcome isn't known and whose turn has come."""
    for attempt_id in attempts_due(at=clock.now()):
        ask_about.delay(attempt_id=attempt_id)
