"""What the pages of a count show."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy

from apps.catalog.names import name_of, names_of
from apps.core import clock
from apps.stock.choices import CountStatus
from apps.stock.count_types import ReviewedLine
from apps.stock.counting_selectors import (
    CountLine,
    StockCount,
    acts_on,
    late_arrivals,
    open_elsewhere,
    review,
    unknown_tags,
    value_of,
    with_book,
)

from ..shell.access import StaffRequest
from ..shell.export import Column
from .reach import ACT, APPROVE
from .words import conflict_words, people_of, story_of, what_is_counted

PER_PAGE = 50
COUNTING_TABS = {
    "": (gettext_lazy("All"), Q()),
    "to-do": (gettext_lazy("Still to do"), Q(counted__isnull=True)),
    "counted": (gettext_lazy("Counted"), Q(counted__isnull=False)),
    "extra": (gettext_lazy("Outside the count"), Q(in_scope=False)),
}
REVIEW_TABS = {
    "decide": gettext_lazy("To decide"),
    "different": gettext_lazy("Different"),
    "uncounted": gettext_lazy("Not counted"),
    "": gettext_lazy("All"),
}
COLUMNS: list[Column] = [
    (gettext_lazy("SKU"), lambda row: row.line.product.sku),
    (gettext_lazy("Product"), lambda row: name_of(row.line.product)),
    (gettext_lazy("Counted"), lambda row: row.line.counted),
    (gettext_lazy("Counted at"), lambda row: row.line.counted_at),
    (gettext_lazy("Book then"), lambda row: row.book),
    (gettext_lazy("Difference"), lambda row: row.difference),
    (gettext_lazy("Value"), lambda row: row.value),
    (gettext_lazy("Decision"), lambda row: row.line.get_decision_display() if row.line.decision else ""),
]


def export_rows(count: StockCount) -> Iterator[ReviewedLine]:
    """Yield all lines of the count beside the book."""
    lines = review(count=count)
    prefetch_related_objects([line.line for line in lines], "product__parent")
    yield from lines


def counting_context(request: StaffRequest, count: StockCount, *, everything: bool = False) -> dict[str, Any]:
    """Return what the page shows while it is counted; the book only where the count isn't blind."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in COUNTING_TABS else ""
    lines = _ordered(count.lines.filter(COUNTING_TABS[tab][1]), tab)
    if not count.is_blind:
        lines = with_book(lines, count=count)
    page = Paginator(lines, lines.count() or 1 if everything else PER_PAGE).get_page(request.GET.get("page"))
    names = names_of([line.product for line in page])
    elsewhere = open_elsewhere(count=count, product_ids=[line.product_id for line in page])
    return {
        "count": count,
        "what": what_is_counted(count),
        "tab": tab,
        "tabs": [(name, title, name == tab) for name, (title, _only) in COUNTING_TABS.items()],
        "page": page,
        "rows": [(line, names[line.product_id], elsewhere.get(line.product_id)) for line in page],
        "unknown_tags": unknown_tags(count=count),
    }


def _ordered(lines: QuerySet[CountLine], tab: str) -> QuerySet[Any]:
    newest_first = ("-counted_at", "pk") if tab == "counted" else ("pk",)
    return lines.select_related("product__parent").order_by(*newest_first)


def review_context(request: StaffRequest, count: StockCount) -> dict[str, Any]:
    """Return what the page shows once the counting is finished, waiting for approval, or over."""
    lines = review(count=count)
    tab = request.GET.get("tab", _first_tab(lines))
    chosen = [line for line in lines if _belongs(line, tab)]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    late = late_arrivals(at=clock.now(), count=count) if count.status == CountStatus.POSTED else []
    prefetch_related_objects([line.line for line in page], "product__parent")
    shown = [line.line.product for line in page] + [each.line.product for each in late]
    names = names_of(shown)
    people = people_of(page)
    staff = request.staff
    return {
        "count": count,
        "what": what_is_counted(count),
        "tab": tab,
        "tabs": [
            (name, title, sum(_belongs(line, name) for line in lines), name == tab)
            for name, title in REVIEW_TABS.items()
        ],
        "page": page,
        "rows": [
            (line, names[line.line.product_id], [conflict_words(each, people) for each in line.conflicts])
            for line in page
        ],
        "late": [(each, names[each.line.product_id]) for each in late],
        "sums": sums_of(lines),
        "events": story_of(acts_on(count=count)),
        "unknown_tags": unknown_tags(count=count),
        "may_decide": count.status == CountStatus.REVIEW,
        "may_approve": _may_approve(request, count),
        "may_correct": staff.can(ACT, count.location_id),
    }


def _may_approve(request: StaffRequest, count: StockCount) -> bool:
    mine = count.finished_by_id == request.staff.user.pk
    waits = count.status == CountStatus.APPROVAL
    return waits and not mine and request.staff.can(APPROVE, count.location_id)


def _first_tab(lines: Iterable[ReviewedLine]) -> str:
    return "decide" if any(line.needs_decision for line in lines) else "different"


def _belongs(line: ReviewedLine, tab: str) -> bool:
    if tab == "decide":
        return line.needs_decision
    if tab == "different":
        return bool(line.difference)
    return line.line.counted is None if tab == "uncounted" else True


def sums_of(lines: Sequence[ReviewedLine]) -> dict[str, Any]:
    """Return what posting would change, or has changed: lines, units missing and found, and their value."""
    booked = [line for line in lines if line.is_booked and line.difference]
    value, is_all = value_of(lines)
    return {
        "changed": len(booked),
        "missing": sum(line.difference for line in booked if (line.difference or 0) < 0),
        "found": sum(line.difference for line in booked if (line.difference or 0) > 0),
        "net": sum((line.value for line in booked if line.value is not None), Decimal(0)),
        "gross": value,
        "is_all": is_all,
        "undecided": sum(line.needs_decision for line in lines),
        "uncounted": sum(line.line.counted is None for line in lines),
        "counted": sum(line.line.counted is not None for line in lines),
    }
