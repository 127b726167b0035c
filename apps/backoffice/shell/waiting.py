"""How much work waits, for the menu and the first screen: counted with one query a kind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from apps.accounts.rights import Rights
from apps.core.models import Incident
from apps.fulfilment.models import Fulfilment
from apps.stock.thresholds import alerts_for

State = Fulfilment.State
TO_PICK = (State.TO_PICK, State.PICKING)
WAITING = (*TO_PICK, State.READY)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts of what waits at the locations in sight; `oldest` is when the longest waiting pick came."""

    to_pick: int
    ready: int
    exceptions: int
    tills: int
    oldest: datetime | None
    late: int
    low: int


def waiting(rights: Rights, *, at: datetime) -> Waiting:
    """Count what waits where the person works."""
    picks = Q(state__in=TO_PICK)
    work = rights.scope(Fulfilment.objects.filter(state__in=WAITING), act="fulfilment.work").aggregate(
        to_pick=Count("pk", filter=picks),
        ready=Count("pk", filter=Q(state=State.READY)),
        oldest=Min("created_at", filter=picks),
        late=Count("pk", filter=picks & Q(due_at__lt=at)),
    )
    found = rights.scope(
        Incident.objects.filter(resolved_at__isnull=True),
        act="exceptions.resolve",
        location_field="location_id",
    ).aggregate(exceptions=Count("pk"), tills=Count("pk", filter=Q(kind__startswith="till-")))
    return Waiting(**work, **found, low=alerts_for(rights=rights).count())
