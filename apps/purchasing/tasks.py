"""Purchasing's periodic work."""

from typing import Any

from celery import shared_task

from apps.channels.models import Location
from apps.core import clock

from .services.proposing import propose


@shared_task(name="apps.purchasing.tasks.propose_replenishment", ignore_result=True)
def propose_replenishment() -> None:
    """Look through all locations for what has to be ordered."""
    propose(at=clock.now())


@shared_task(name="apps.purchasing.tasks.propose_on_demand", ignore_result=True)
def propose_on_demand(*, event: dict[str, Any]) -> None:
    """Look through the locations that somebody asked for."""
    keys = event["payload"]["location_ids"]
    propose(at=clock.now(), locations=list(Location.objects.filter(pk__in=keys, is_active=True)))
