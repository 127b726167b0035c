"""Looking a count through: finished, line by line decided, taken up again, or called off."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.transactions import durable

from ...choices import CountSource, CountStatus, LineDecision
from ...models import CountEntry, CountLine, CountTag, StockCount
from .common import BATCH, keep_lines, lock_count, tell
from .entering import TAKES_ENTRIES, recount_lines

Status, Decision = CountStatus, LineDecision


class NothingCounted(DomainError):
    code = "nothing-counted"
    message = _("Nothing has been counted yet.")


class UnknownDecision(DomainError):
    code = "unknown-decision"
    message = _("Choose to book the line, to leave the book as it is, or to count again.")


class NotCounted(DomainError):
    code = "not-counted"
    message = _("This hasn't been counted: count it, take it for none, or leave the book as it is.")


def finish_count(*, count_id: int, actor: Actor | None, at: datetime) -> StockCount:
    """End the counting; now its differences are looked through. Finishing again changes nothing.

    Raises NothingCounted, UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        if count.status == Status.OPEN:
            if not count.lines.filter(counted__isnull=False).exists():
                raise NothingCounted
            _go(
                count,
                Status.REVIEW,
                actor,
                "finished",
                finished_by_id=actor.pk if actor else None,
                finished_at=at,
            )
    return count


def resume_count(*, count_id: int, actor: Actor | None) -> StockCount:
    """Take the counting up again. Raises UnknownCount, WrongCountStatus."""
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        if count.status == Status.REVIEW:
            _go(count, Status.OPEN, actor, "resumed", finished_by_id=None, finished_at=None)
    return count


def cancel_count(*, count_id: int, actor: Actor | None) -> StockCount:
    """Call the count off; the stock stays as it is. Raises UnknownCount, WrongCountStatus."""
    with durable():
        count = lock_count(count_id=count_id, among=(Status.OPEN, Status.REVIEW, Status.APPROVAL))
        _go(count, Status.CANCELLED, actor, "cancelled")
    return count


def decide_lines(
    *, count_id: int, line_ids: Collection[int], decision: str, actor: Actor | None, at: datetime
) -> int:
    """Decide about lines that contradict themselves: book them as counted, leave the book as it is, or count them
    again, for which what was counted before doesn't count any more. Return how many lines that were.

    Raises UnknownDecision, NotCounted, UnknownCount, WrongCountStatus.
    """
    if decision not in (Decision.ACCEPT, Decision.SKIP, Decision.RECOUNT):
        raise UnknownDecision
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        lines = list(count.lines.filter(pk__in=line_ids))
        if decision == Decision.ACCEPT and any(line.counted is None for line in lines):
            raise NotCounted
        for line in lines:
            line.decision = decision
        if decision == Decision.RECOUNT:
            _forget(count, lines, at)
        keep_lines(lines=lines, fields=["decision", "counted", "counted_at", "recount_from"])
        if lines:
            tell(count=count, actor=actor, what=f"lines-{decision}", lines=len(lines))
    return len(lines)


def _forget(count: StockCount, lines: list[CountLine], at: datetime) -> None:
    """Have the lines counted from now on; their tags may be read once more."""
    for line in lines:
        line.counted, line.counted_at, line.recount_from = None, None, at
    CountTag.objects.filter(count=count, product_id__in=[line.product_id for line in lines]).delete()


def take_rest_for_none(*, count_id: int, actor: Actor | None, at: datetime) -> int:
    """Count every product that wasn't found as none; return how many there are.

    Raises UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        lines = list(_rest(count))
        CountEntry.objects.bulk_create(
            (
                CountEntry(
                    line=line,
                    quantity=0,
                    at=at,
                    by_id=actor.pk if actor else None,
                    source=CountSource.TYPED,
                    key=f"none:{uuid7()}",
                )
                for line in lines
            ),
            batch_size=BATCH,
        )
        recount_lines(lines=lines)
        tell(count=count, actor=actor, what="rest-none", lines=len(lines))
    return len(lines)


def leave_rest(*, count_id: int, actor: Actor | None) -> int:
    """Leave the book as it is for every product that wasn't counted; return how many there are.

    Raises UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        left = _rest(count).update(decision=Decision.SKIP)
        tell(count=count, actor=actor, what="rest-left", lines=left)
    return left


def _rest(count: StockCount) -> QuerySet[CountLine]:
    return count.lines.filter(counted__isnull=True).exclude(decision=Decision.RECOUNT)


def _go(count: StockCount, status: CountStatus, actor: Actor | None, what: str, **changes: object) -> None:
    count.status = status
    for name, value in changes.items():
        setattr(count, name, value)
    count.save(update_fields=["status", *(name.removesuffix("_id") for name in changes)])
    tell(count=count, actor=actor, what=what)
