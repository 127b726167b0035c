"""Incidents: what the platform couldn't settle by itself and a person should look at."""

from datetime import datetime
from typing import Any

from django.db.models import F

from . import clock
from .models import Incident
from .transactions import transaction_required


@transaction_required
def open_incident(
    *, kind: str, subject: str, location_id: int | None = None, data: dict[str, Any] | None = None
) -> None:
    """Open an incident, or count one more occurrence of the one that is already open."""
    at = clock.now()
    values = {"location_id": location_id, "data": data or {}, "opened_at": at, "seen_at": at}
    incident, created = Incident.objects.get_or_create(
        kind=kind, subject=subject, resolved_at__isnull=True, defaults=values
    )
    if not created:
        Incident.objects.filter(pk=incident.pk).update(
            occurrences=F("occurrences") + 1, seen_at=at, data=data or incident.data
        )


@transaction_required
def resolve_incidents(
    *, kind: str, subject: str, by: str, resolution: str, at: datetime | None = None
) -> int:
    """Close what is open of this kind and subject; return how many were."""
    open_ones = Incident.objects.filter(kind=kind, subject=subject, resolved_at__isnull=True)
    return open_ones.update(resolved_at=at or clock.now(), resolved_by=by[:150], resolution=resolution)
