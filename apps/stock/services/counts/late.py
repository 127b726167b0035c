"""What happened before a line was counted and was told after the count was posted, such as a sale of a till that had
no network: the book is wrong by it. It is said, and a person corrects it; never silently."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.incidents import Finding, open_incidents, resolve_incidents
from apps.core.transactions import durable

from ...choices import CountStatus, MovementKind
from ...count_types import COUNT_SOURCE, LateArrival
from ...counting_selectors import late_arrivals
from ...models import CountLine, StockCount
from ...types import LevelKey, NewMovement
from ..checks import clean_reason
from ..levels import lock_levels
from ..movements import record_movements
from .common import lock_count, tell

COUNT_LATE = "count-late"


class NothingLate(DomainError):
    code = "nothing-late"
    message = _("The book is already what was counted; there is nothing to correct.")


def watch_posted_counts(*, keys: Collection[LevelKey], at: datetime) -> int:
    """Open an incident for each of these levels whose book isn't what was counted any more; return how many."""
    found = late_arrivals(at=at, keys=keys)
    if found:
        with durable():
            open_incidents(
                kind=COUNT_LATE,
                findings=[
                    Finding(
                        f"{COUNT_SOURCE}:{late.count.code}:{late.line.pk}",
                        late.count.location_id,
                        {"count": late.count.code, "product_id": late.line.product_id, "units": late.units},
                    )
                    for late in found
                ],
            )
    return len(found)


def correct_late(*, line_id: int, reason: str, actor: Actor | None, at: datetime) -> int:
    """Book what makes the line right again, at the moment when it was counted; return the units, with their sign.

    Raises ReasonRequired, NothingLate, UnknownCount, WrongCountStatus.
    """
    reason = clean_reason(reason)
    line = CountLine.objects.filter(pk=line_id).first()
    with durable():
        count = lock_count(count_id=line.count_id if line else 0, among=(CountStatus.POSTED,))
        assert line is not None
        lock_levels(keys=[(line.product_id, count.location_id)])
        key = (line.product_id, count.location_id)
        late = next((each for each in late_arrivals(at=at, count=count, keys=[key])), None)
        if late is None or late.line.counted_at is None:
            raise NothingLate
        record_movements(movements=[_correction(count, late, reason, actor)])
        tell(
            count=count,
            actor=actor,
            what="corrected",
            product=line.product_id,
            units=late.units,
            reason=reason,
        )
        resolve_incidents(
            kind=COUNT_LATE,
            subject=f"{COUNT_SOURCE}:{count.code}:{line.pk}",
            by=actor.get_full_name() if actor else "system",
            resolution=reason,
        )
    return late.units


def _correction(count: StockCount, late: LateArrival, reason: str, actor: Actor | None) -> NewMovement:
    return NewMovement(
        product_id=late.line.product_id,
        location_id=count.location_id,
        kind=MovementKind.counted(late.units),
        quantity=late.units,
        at=late.line.counted_at or count.opened_at,
        source_kind=COUNT_SOURCE,
        source_id=str(count.pk),
        source_line=f"{late.line.pk}/{uuid7()}",
        actor_id=actor.pk if actor else None,
        reason=reason,
        state=count.state,
    )
