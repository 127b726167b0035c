"""Stock's periodic work."""

from celery import shared_task

from apps.core import clock

from .services import holds


@shared_task(name="apps.stock.tasks.reap_expired_holds", ignore_result=True)
def reap_expired_holds() -> None:
    """Clear away expired holds, so that others hear of what became free."""
    holds.reap_expired_holds(at=clock.now())
