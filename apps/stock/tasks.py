"""Stock's periodic work, and what it hears of."""

from typing import Any

from celery import shared_task

from apps.core import clock

from .services import holds, low_stock
from .services.counts import late


@shared_task(name="apps.stock.tasks.reap_expired_holds", ignore_result=True)
def reap_expired_holds() -> None:
    """Clear away expired holds, so that others hear of what became free."""
    holds.reap_expired_holds(at=clock.now())


@shared_task(name="apps.stock.tasks.watch_posted_counts", ignore_result=True)
def watch_posted_counts(*, event: dict[str, Any]) -> None:
    """Say where the book isn't what was counted any more, since something was told late (`stock.changed`)."""
    keys = [(product_id, location_id) for product_id, location_id in event["payload"]["levels"]]
    late.watch_posted_counts(keys=keys, at=clock.now())


@shared_task(name="apps.stock.tasks.watch_low_stock", ignore_result=True)
def watch_low_stock(*, event: dict[str, Any]) -> None:
    """Alert where stock has become low (`stock.changed`)."""
    keys = [(product_id, location_id) for product_id, location_id in event["payload"]["levels"]]
    low_stock.watch_low_stock(keys=keys, at=clock.now())


@shared_task(name="apps.stock.tasks.sweep_low_stock", ignore_result=True)
def sweep_low_stock(*, event: dict[str, Any] | None = None) -> None:
    """Alert where stock is low, whatever made it so: a rule that changed, or goods that came and went unheard."""
    low_stock.watch_low_stock(at=clock.now())
