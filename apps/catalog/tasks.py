"""The catalogue's background work: fetching pictures."""

from typing import Any

from celery import shared_task

from .services.pictures import fetch_picture


@shared_task(name="apps.catalog.tasks.fetch_pictures", ignore_result=True)
def fetch_pictures(*, event: dict[str, Any]) -> None:
    """Fetch the pictures that an event names, one after the other."""
    for source_id in event["payload"]["source_ids"]:
        fetch_picture(source_id=source_id)
