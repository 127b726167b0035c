"""Counts as they stand: the book at the moment of each line, what differs, and what contradicts itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from apps.accounts.rights import Rights
from apps.core.models import AuditEntry

from .choices import COUNTERS, SETS, CountScope, CountStatus, LineDecision, StockState
from .count_types import COUNT_SOURCE, Conflict, ConflictKind, LateArrival, ReviewedLine
from .models import CountEntry, CountLine, CountTag, ProductCost, StockCount, StockLevel, StockMovement
from .tally import Entry, Tally, tally

LATE = timedelta(days=60)
"""For how long after a count sales are still expected to arrive from before it."""
OPEN = (CountStatus.OPEN, CountStatus.REVIEW, CountStatus.APPROVAL)

__all__ = [
    "OPEN",
    "CountLine",
    "CountTag",
    "StockCount",
    "acts_on",
    "counts_at",
    "counts_for",
    "late_arrivals",
    "open_elsewhere",
    "review",
    "tallies",
    "unknown_tags",
    "with_book",
]


def counts_for(*, rights: Rights) -> QuerySet[StockCount]:
    """Return the counts at the person's locations, with how many lines they have and how many are counted."""
    return rights.scope(_with_progress(), act="stock.count")


def counts_at(*, location_id: int) -> QuerySet[StockCount]:
    """Return the counts at the location that take entries, with their progress like `counts_for`."""
    return _with_progress().filter(location_id=location_id, status__in=(CountStatus.OPEN, CountStatus.REVIEW))


def _with_progress() -> QuerySet[StockCount]:
    counts = StockCount.objects.select_related("location", "category", "opened_by")
    counted = Count("lines", filter=Q(lines__counted__isnull=False))
    return counts.annotate(products=Count("lines"), counted=counted)


def with_book(lines: QuerySet[CountLine], *, count: StockCount) -> QuerySet[Any]:
    """Return the lines of the count, each with `then` (units that the book says were there when it was counted,
    or are there now), `promised` (units) and `average` (the average cost, None where none is known).

    What was there is what is there now less what moved afterwards, so it doesn't matter how old the ledger is.
    """
    level = StockLevel.objects.filter(product_id=OuterRef("product_id"), location_id=count.location_id)
    later = StockMovement.objects.filter(
        product_id=OuterRef("product_id"),
        location_id=count.location_id,
        state=count.state,
        at__gt=OuterRef("counted_at"),
    )
    moved = later.order_by().values("product_id").annotate(units=Sum("quantity")).values("units")
    cost = ProductCost.objects.filter(product_id=OuterRef("product_id"))
    return lines.annotate(
        then=_units(level.values(COUNTERS[StockState(count.state)])) - _units(moved),
        promised=_units(level.values("allocated")),
        average=Subquery(cost.values("average")),
    )


def _units(found: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(found), 0, output_field=IntegerField())


def tallies(*, lines: Collection[CountLine]) -> dict[int, Tally]:
    """Return what the entries of each line come to, by the line's key; lines without any are left out."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    rows = CountEntry.objects.filter(line__in=[line.pk for line in lines], is_undone=False)
    for row in rows.order_by("pk"):
        entries[row.line_id].append(
            Entry(row.shelf, row.quantity, row.at, row.by_id or row.device or None, row.source in SETS)
        )
    found = {line.pk: tally(entries[line.pk], since=line.recount_from) for line in lines}
    return {key: each for key, each in found.items() if each}


def review(*, count: StockCount) -> list[ReviewedLine]:
    """Return every line of the count with its difference and its conflicts; a posted count's as they were booked.

    Their products aren't fetched: of thousands a page shows a few.
    """
    lines = list(with_book(count.lines.all(), count=count).order_by("pk"))
    if count.status in (CountStatus.POSTED, CountStatus.CANCELLED):
        return [ReviewedLine(line, line.book, line.unit_cost, {}, []) for line in lines]
    counted = tallies(lines=lines)
    movements = _movements_around(count, lines)
    elsewhere = open_elsewhere(count=count)
    recounted = _counted_later(count)
    found = []
    for line in lines:
        its_tally = counted.get(line.pk)
        conflicts = [
            *_conflicts_of_time(line, its_tally, movements[line.product_id]),
            *_conflicts_of_people(its_tally),
            *_conflicts_of_book(count, line),
        ]
        if line.counted_at and (later := recounted.get(line.product_id)) and later > line.counted_at:
            conflicts.append(Conflict(ConflictKind.COUNTED_LATER, at=later))
        if line.product_id in elsewhere:
            conflicts.append(Conflict(ConflictKind.OPEN_ELSEWHERE, words=elsewhere[line.product_id]))
        shelves = its_tally.shelves if its_tally else {}
        found.append(ReviewedLine(line, line.then, line.average, shelves, conflicts))
    return found


def _movements_around(
    count: StockCount, lines: Iterable[CountLine]
) -> dict[int, list[tuple[datetime, datetime, int]]]:
    """Return what moved since the count was opened, or was told since then, by product: when, told when, units."""
    moved: dict[int, list[tuple[datetime, datetime, int]]] = defaultdict(list)
    products = [line.product_id for line in lines if line.counted_at]
    rows = StockMovement.objects.filter(
        product_id__in=products,
        location_id=count.location_id,
        state=count.state,
        at__gt=count.opened_at - LATE,
        recorded_at__gt=count.opened_at,
    )
    columns = rows.order_by("at").values_list("product_id", "at", "recorded_at", "quantity")
    for product_id, happened, told, quantity in columns:
        moved[product_id].append((happened, told, quantity))
    return moved


def _conflicts_of_time(
    line: CountLine, counted: Tally | None, movements: list[tuple[datetime, datetime, int]]
) -> list[Conflict]:
    if counted is None or line.counted_at is None:
        return []
    between = [quantity for at, _told, quantity in movements if counted.first_at < at <= counted.last_at]
    late = [quantity for at, told, quantity in movements if at <= line.counted_at < told]
    found = []
    if between:
        found.append(Conflict(ConflictKind.MOVED, units=sum(map(abs, between))))
    if late:
        found.append(Conflict(ConflictKind.TOLD_LATE, units=sum(map(abs, late))))
    return found


def _conflicts_of_people(counted: Tally | None) -> list[Conflict]:
    if counted is None:
        return []
    return [
        Conflict(ConflictKind.TWO_PEOPLE, shelf=each.shelf, found=each.found)
        for each in counted.disagreements
    ]


def _conflicts_of_book(count: StockCount, line: Any) -> list[Conflict]:
    if line.counted is None:
        missed = count.scope == CountScope.FULL and line.then != 0
        return [Conflict(ConflictKind.NOT_COUNTED, units=line.then)] if missed else []
    if COUNTERS[StockState(count.state)] != "on_hand" or line.counted >= line.then:
        return []
    short = line.promised - line.counted
    return [Conflict(ConflictKind.PROMISED, units=short)] if short > 0 else []


def open_elsewhere(*, count: StockCount, product_ids: Collection[int] | None = None) -> dict[int, str]:
    """Return which of the count's products are being counted in another open count too, with that one's code."""
    mine: Any = count.lines.values("product_id") if product_ids is None else product_ids
    others = CountLine.objects.filter(
        count__location_id=count.location_id, count__status__in=OPEN, count__state=count.state
    ).exclude(count=count.pk)
    return dict(others.filter(product_id__in=mine).values_list("product_id", "count__code"))


def _counted_later(count: StockCount) -> dict[int, datetime | None]:
    """Return when each of the count's products was last counted in a count that has been posted meanwhile."""
    lines = CountLine.objects.filter(
        count__location_id=count.location_id,
        count__state=count.state,
        count__status=CountStatus.POSTED,
        count__posted_at__gt=count.opened_at,
        product_id__in=count.lines.values("product_id"),
        counted__isnull=False,
    ).exclude(decision=LineDecision.SKIP)
    return dict(lines.order_by("counted_at").values_list("product_id", "counted_at"))


def late_arrivals(
    *, at: datetime, count: StockCount | None = None, keys: Collection[tuple[int, int]] = ()
) -> list[LateArrival]:
    """Return the lines of posted counts whose book isn't what was counted any more: something that happened before
    was told afterwards. Of one count, or of the levels with these keys; of a level the oldest such line.

    Looks at counts of the last sixty days.
    """
    counts = StockCount.objects.filter(status=CountStatus.POSTED, posted_at__gt=at - LATE)
    if count is None:
        counts = counts.filter(
            location_id__in={location_id for _product, location_id in keys},
            lines__product_id__in={product_id for product_id, _location in keys},
        ).distinct()
    else:
        counts = counts.filter(pk=count.pk)
    found: dict[tuple[int, int, str], LateArrival] = {}
    for each in counts.select_related("location"):
        wanted = {product_id for product_id, location_id in keys if location_id == each.location_id}
        lines = each.lines.filter(counted__isnull=False).exclude(decision=LineDecision.SKIP)
        if keys:
            lines = lines.filter(product_id__in=wanted)
        wrong = with_book(lines, count=each).exclude(then=F("counted")).select_related("product__parent")
        for line in wrong:
            key = (line.product_id, each.location_id, each.state)
            if key not in found or line.counted_at < found[key].line.counted_at:
                found[key] = LateArrival(line, each, (line.counted or 0) - line.then)
    return sorted(found.values(), key=lambda late: late.line.pk)


def unknown_tags(*, count: StockCount) -> list[tuple[str, int]]:
    """Return the GTINs that were read and belong to no product, with how many tags of each."""
    tags = CountTag.objects.filter(count=count, product=None).order_by("gtin").values_list("gtin")
    return list(tags.annotate(tags=Count("pk")))


def acts_on(*, count: StockCount) -> list[AuditEntry]:
    """Return who did what to the count, oldest first."""
    return list(AuditEntry.objects.filter(subject=f"{COUNT_SOURCE}:{count.pk}").order_by("pk"))


def value_of(lines: Iterable[ReviewedLine]) -> tuple[Decimal, bool]:
    """Return what the differences that would be booked are worth at average cost, found and missing both counted as
    positive, and whether that is all of it: what has no known cost can't be valued."""
    total, complete = Decimal(0), True
    for line in lines:
        if line.is_booked and line.difference:
            complete = complete and line.unit_cost is not None
            total += abs(line.difference) * (line.unit_cost or 0)
    return total, complete
