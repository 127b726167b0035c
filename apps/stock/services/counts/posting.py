"""Posting a count: each difference is booked once, at the moment when its line was counted.

The levels are locked before the book is read, so that a sale is either in the book that the count is compared
with, or is told afterwards and found by `late`.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.outbox import publish
from apps.core.transactions import durable, transaction_required

from ...choices import CountStatus, MovementKind
from ...count_types import COUNT_SOURCE, ReviewedLine
from ...counting_selectors import review, value_of
from ...models import StockCount, StockLevel, StockMovement
from ...types import NewMovement
from ..levels import lock_levels
from ..movements import record_movements
from .common import BATCH, keep_lines, lock_count, tell
from .reviewing import NothingCounted

Status = CountStatus


class UndecidedLines(DomainError):
    code = "undecided-lines"
    message = _("%(lines)s lines contradict themselves or are to be counted again. Decide about them first.")


class SamePerson(DomainError):
    code = "same-person"
    message = _("Somebody else has to approve this count: you handed it in.")


def post_count(*, count_id: int, actor: Actor | None, at: datetime) -> StockCount:
    """Book the differences, or hand the count in for approval where they are worth as much as the location says,
    or where what differs has no known cost. Posting what is posted changes nothing.

    Raises UndecidedLines, NothingCounted, UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=(Status.REVIEW, Status.APPROVAL, Status.POSTED))
        if count.status != Status.REVIEW:
            return count
        lines = _reviewed_under_lock(count)
        count.finished_by_id, count.finished_at = actor.pk if actor else None, at
        if _needs_approval(count, lines):
            count.status = Status.APPROVAL
            count.difference_value = value_of(lines)[0]
            count.save(update_fields=["status", "difference_value", "finished_by", "finished_at"])
            tell(count=count, actor=actor, what="handed-in", value=str(count.difference_value))
            publish(name="stock.count-handed-in", subject=f"{COUNT_SOURCE}:{count.pk}")
        else:
            _book(count, lines, actor, at)
    return count


def approve_count(*, count_id: int, actor: Actor, at: datetime) -> StockCount:
    """Book a count that somebody else handed in. Approving what is posted changes nothing.

    Raises SamePerson, UndecidedLines, UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=(Status.APPROVAL, Status.POSTED))
        if count.status == Status.APPROVAL:
            if count.finished_by_id == actor.pk:
                raise SamePerson
            count.approved_by_id = actor.pk
            _book(count, _reviewed_under_lock(count), actor, at)
    return count


def send_back(*, count_id: int, actor: Actor | None, reason: str) -> StockCount:
    """Give a count that was handed in back to those who count, saying why. Raises UnknownCount, WrongCountStatus."""
    with durable():
        count = lock_count(count_id=count_id, among=(Status.APPROVAL,))
        count.status, count.difference_value = Status.REVIEW, None
        count.save(update_fields=["status", "difference_value"])
        tell(count=count, actor=actor, what="sent-back", reason=reason.strip()[:200])
    return count


def _needs_approval(count: StockCount, lines: Sequence[ReviewedLine]) -> bool:
    limit = count.location.count_approval_from
    if limit is None:
        return False
    value, is_all = value_of(lines)
    return value >= limit or not is_all


@transaction_required
def _reviewed_under_lock(count: StockCount) -> list[ReviewedLine]:
    """Lock the levels, making those that are missing, and return the lines as they stand now."""
    products = sorted(
        count.lines.filter(counted__isnull=False).values_list("product_id", flat=True).order_by("product_id")
    )
    if not products:
        raise NothingCounted
    StockLevel.objects.bulk_create(
        (StockLevel(product_id=key, location_id=count.location_id) for key in products),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    lock_levels(keys=[(key, count.location_id) for key in products])
    lines = review(count=count)
    undecided = sum(line.needs_decision for line in lines)
    if undecided:
        raise UndecidedLines(lines=undecided)
    return lines


def _book(count: StockCount, lines: Sequence[ReviewedLine], actor: Actor | None, at: datetime) -> None:
    value, _is_all = value_of(lines)
    record_movements(
        movements=[
            _movement(count, line, difference)
            for line in lines
            if line.is_booked and (difference := line.difference)
        ]
    )
    _keep_book(count, lines)
    count.status, count.posted_at, count.difference_value = Status.POSTED, at, value
    count.save(
        update_fields=[
            *("status", "posted_at", "difference_value", "finished_by", "finished_at", "approved_by"),
        ]
    )
    what = "approved" if count.approved_by_id else "posted"
    tell(count=count, actor=actor, what=what, value=str(value.quantize(Decimal("0.01"))))
    publish(name="stock.count-posted", subject=f"{COUNT_SOURCE}:{count.pk}")


def _movement(count: StockCount, line: ReviewedLine, difference: int) -> NewMovement:
    return NewMovement(
        product_id=line.line.product_id,
        location_id=count.location_id,
        kind=MovementKind.counted(difference),
        quantity=difference,
        at=line.line.counted_at or count.opened_at,
        source_kind=COUNT_SOURCE,
        source_id=str(count.pk),
        source_line=str(line.line.pk),
        actor_id=count.finished_by_id,
        reason=count.code,
        state=count.state,
    )


def _keep_book(count: StockCount, lines: Sequence[ReviewedLine]) -> None:
    """Write beside each line the book it was compared with, its cost, and its movement."""
    movements = dict(
        StockMovement.objects.filter(source_kind=COUNT_SOURCE, source_id=str(count.pk)).values_list(
            "source_line", "pk"
        )
    )
    for line in lines:
        line.line.book, line.line.unit_cost = line.book, line.unit_cost
        line.line.movement_id = movements.get(str(line.line.pk))
    keep_lines(lines=[line.line for line in lines], fields=["book", "unit_cost", "movement"])
