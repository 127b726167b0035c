"""The card of one product's stock: where it lies, why, and what moved it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.catalog.models import Barcode, Product
from apps.channels.models import Location
from apps.stock.selectors import StockMovement, in_transit, levels_for, movements_of

from ..shell.access import Staff

DAYS = 30
PER_PAGE = 15


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of all locations in reach together."""

    on_hand: int
    allocated: int
    held: int
    safety_stock: int
    coming: int

    @property
    def to_sell(self) -> int:
        return self.on_hand - self.allocated - self.held - self.safety_stock


def card_of(*, product: Product, staff: Staff, at: datetime, page: str | None) -> dict[str, Any]:
    """Return the card's context, narrowed to where the person may see stock."""
    rights = staff.rights
    levels = list(levels_for(rights=rights).filter(product=product).order_by("location__name"))
    places = [level.location_id for level in levels]
    coming = _coming(product, places)
    moved = movements_of(product_id=product.pk).filter(location_id__in=places)
    totals = Totals(
        on_hand=sum(level.on_hand for level in levels),
        allocated=sum(level.allocated for level in levels),
        held=sum(level.held for level in levels),
        safety_stock=sum(level.safety_stock for level in levels),
        coming=sum(coming.values()),
    )
    return {
        "product": product,
        "rows": [
            {
                "level": level,
                "coming": coming.get(level.location_id, 0),
                "can_adjust": staff.can("stock.adjust", level.location_id),
            }
            for level in levels
        ],
        "elsewhere": _without_level(staff, places),
        "totals": totals,
        "movements": _page(moved, page),
        "history": history(product=product, places=places, now=totals.on_hand, at=at),
        "barcodes": list(Barcode.objects.filter(product=product).order_by("pk")),
    }


def _coming(product: Product, places: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for goods in in_transit(product_ids=[product.pk])[product.pk]:
        if goods.destination_id in places:
            found[goods.destination_id] = found.get(goods.destination_id, 0) + goods.quantity
    return found


def _without_level(staff: Staff, places: Sequence[int]) -> list[Location]:
    """Return the person's locations that have no level of the product yet and where they may make one."""
    return [place for place in staff.places if place.pk not in places and staff.can("stock.adjust", place.pk)]


def _page(moved: Any, page: str | None) -> Page[StockMovement]:
    return Paginator(moved, PER_PAGE).get_page(page)


@dataclass(frozen=True, slots=True)
class History:
    """What was on hand at the end of each day."""

    days: list[str]
    series: list[Any]


def history(*, product: Product, places: Sequence[int], now: int, at: datetime) -> History:
    """Return a month of on hand, reckoned back from now through the ledger; one query."""
    first = at - timedelta(days=DAYS)
    moved = movements_of(product_id=product.pk).filter(location_id__in=places, at__gte=first)
    by_day = dict(moved.annotate(day=TruncDate("at")).order_by().values_list("day").annotate(Sum("quantity")))
    today = timezone.localtime(at).date()
    days = [today - timedelta(days=back) for back in range(DAYS + 1)]
    figures, left = [], now
    for day in days:
        figures.append(left)
        left -= by_day.get(day, 0)
    days.reverse()
    figures.reverse()
    return History([f"{day:%d.%m.}" for day in days], [(_("On hand"), figures)])
