"""Incidents: what the platform couldn't settle by itself and a person should look at."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from . import clock
from .models import Incident
from .transactions import transaction_required


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a subject such as `stock:17:3`, and which location's staff should look."""

    subject: str
    location_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


@transaction_required
def open_incident(
    *, kind: str, subject: str, location_id: int | None = None, data: dict[str, Any] | None = None
) -> None:
    """Open an incident, or count one more occurrence of the one that is already open."""
    open_incidents(kind=kind, findings=[Finding(subject, location_id, data or {})])


@transaction_required
def open_incidents(*, kind: str, findings: Sequence[Finding]) -> None:
    """Open an incident for each finding, subjects being different, with one statement.

    Of an incident that is already open the occurrences are counted and the figures brought up to date.
    """
    if not findings:
        return
    ordered = sorted(findings, key=lambda finding: finding.subject)
    parameters: dict[str, Any] = {
        "kind": kind,
        "at": clock.now(),
        "subjects": [finding.subject for finding in ordered],
        "locations": [finding.location_id for finding in ordered],
        "data": [json.dumps(finding.data, default=str) for finding in ordered],
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, parameters)


@transaction_required
def resolve_incidents(
    *, kind: str, subject: str, by: str, resolution: str, at: datetime | None = None
) -> int:
    """Close what is open of this kind and subject; return how many were."""
    return resolve_all(kind=kind, subjects=[subject], by=by, resolution=resolution, at=at)


@transaction_required
def resolve_all(
    *, kind: str, subjects: Iterable[str], by: str, resolution: str, at: datetime | None = None
) -> int:
    """Close what is open of this kind for any of the subjects; return how many were."""
    open_ones = Incident.objects.filter(kind=kind, subject__in=list(subjects), resolved_at__isnull=True)
    return open_ones.update(resolved_at=at or clock.now(), resolved_by=by[:150], resolution=resolution)


_OPEN = """
INSERT INTO core_incident (kind, subject, location_id, data, occurrences, opened_at, seen_at, resolved_by, resolution)
SELECT %(kind)s, found.subject, found.location_id, found.data, 1, %(at)s, %(at)s, '', ''
FROM unnest(%(subjects)s::text[], %(locations)s::bigint[], %(data)s::jsonb[]) AS found (subject, location_id, data)
ON CONFLICT (kind, subject) WHERE resolved_at IS NULL DO UPDATE
SET occurrences = core_incident.occurrences + 1,
    seen_at = excluded.seen_at,
    data = CASE WHEN excluded.data = '{}'::jsonb THEN core_incident.data ELSE excluded.data END
"""
