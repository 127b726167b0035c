"""What nobody reports: numbers that never came."""

from collections import defaultdict
from datetime import datetime, timedelta

from apps.core.incidents import Finding, open_incidents, resolve_all
from apps.core.models import Incident
from apps.core.transactions import durable

from ..models import Device
from ..selectors import sequence_gaps
from ..types import Gap

MISSING = "till-sales-missing"
PATIENCE = timedelta(minutes=15)
"""Batches overtake each other; a number that is missing for this long is missing."""
LOOK_BACK = timedelta(days=7)


def watch_sequences(*, at: datetime) -> int:
    """Open an incident for each till with missing numbers, close those that were filled; return how many are open.

    Only tills heard of lately are looked at, and gaps whose next sale came a while ago.
    """
    seen = Device.objects.filter(last_seen_at__gte=at - LOOK_BACK, last_sequence__gt=0)
    devices = {device.pk: device for device in seen}
    gaps: dict[int, list[Gap]] = defaultdict(list)
    for gap in sequence_gaps(device_ids=list(devices), received_before=at - PATIENCE):
        gaps[gap.device_id].append(gap)
    with durable():
        findings = [_finding(devices[key], found) for key, found in gaps.items()]
        open_incidents(kind=MISSING, findings=_news(findings))
        filled = [f"till:{device.code}" for key, device in devices.items() if key not in gaps]
        resolve_all(kind=MISSING, subjects=filled, by="system", resolution="arrived")
    return len(findings)


def _finding(device: Device, gaps: list[Gap]) -> Finding:
    data = {
        "device": device.code,
        "device_id": device.pk,
        "missing": sum(gap.missing for gap in gaps),
        "gaps": [[gap.first, gap.last] for gap in gaps[:20]],
    }
    return Finding(f"till:{device.code}", device.location_id, data)


def _news(findings: list[Finding]) -> list[Finding]:
    """Return those that say something else than the incident that is open already."""
    subjects = [finding.subject for finding in findings]
    known = Incident.objects.filter(kind=MISSING, subject__in=subjects, resolved_at=None)
    said = dict(known.values_list("subject", "data"))
    return [finding for finding in findings if said.get(finding.subject) != finding.data]
