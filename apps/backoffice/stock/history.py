"""A product's stock over time: the curve of what was on hand, and any day's figures and worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.core import formatting, ui
from apps.stock.choices import StockState
from apps.stock.selectors import movements_of
from apps.stock.valuation import ValuedStock, value_as_of

SPANS = {"30": gettext_lazy("30 days"), "90": gettext_lazy("90 days"), "365": gettext_lazy("A year")}


@dataclass(frozen=True, slots=True)
class History:
    """What was on hand at the end of each day, over a span that one can choose."""

    days: list[str]
    series: list[Any]
    span: str
    spans: list[tuple[str, Any, bool]]


@dataclass(frozen=True, slots=True)
class AsOf:
    """A past day's end: how many units were there by state, in all, and what they were worth."""

    day: date
    states: list[tuple[str, int]]
    units: int
    value: Decimal | None


def history(*, product: Product, places: Sequence[int], now: int, at: datetime, span: str) -> History:
    """Return on hand day by day, reckoned back from now through the ledger; one query."""
    span = span if span in SPANS else "30"
    first = at - timedelta(days=int(span))
    moved = movements_of(product_id=product.pk).filter(
        location_id__in=places, at__gte=first, state=StockState.SELLABLE
    )
    by_day = dict(moved.annotate(day=TruncDate("at")).order_by().values_list("day").annotate(Sum("quantity")))
    today = timezone.localtime(at).date()
    days = [today - timedelta(days=back) for back in range(int(span) + 1)]
    figures, left = [], now
    for day in days:
        figures.append(left)
        left -= by_day.get(day, 0)
    days.reverse()
    figures.reverse()
    spans = [(key, words, key == span) for key, words in SPANS.items()]
    locale = ui.reader_locale()
    words = [formatting.format_short_day(day, locale=locale) for day in days]
    return History(words, [(_("On hand"), figures)], span, spans)


def as_of(*, product: Product, places: Sequence[int], typed: str, at: datetime) -> AsOf | None:
    """Return the figures at the end of the day that was typed, the moment itself for today; None for no day."""
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    if day is None or day.year < 2000:
        return None
    day = min(day, timezone.localtime(at).date())
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    moment = min(midnight - timedelta(microseconds=1), at)
    found = value_as_of(product_ids=[product.pk], location_ids=places, at=moment)
    states = [(str(state.label), _units(found, state)) for state in StockState]
    values = [each.value for each in found if each.value is not None]
    return AsOf(
        day=day,
        states=[(words, units) for words, units in states if units],
        units=sum(each.quantity for each in found),
        value=sum(values, Decimal(0)) if values else None,
    )


def _units(found: Sequence[ValuedStock], state: StockState) -> int:
    return sum(each.quantity for each in found if each.state == state)
