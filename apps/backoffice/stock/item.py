"""The card of one product's stock: where it lies, why, what comes, and what moved it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse

from apps.catalog.models import Barcode, Product
from apps.catalog.names import names_of
from apps.catalog.selectors import bundles_with
from apps.channels.models import Location
from apps.stock.cards import average_cost, costs_of, expected_at
from apps.stock.selectors import StockLevel, in_transit, levels_for, movements_of

from ..shell.access import Staff
from .causes import moved
from .channels import channel_table
from .history import as_of, history

PER_PAGE = 15
MOST_COSTS = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """Units that are on their way to a location: with which document, since or until when."""

    place: str
    quantity: int
    document: str
    url: str
    since: datetime | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of all locations in reach together."""

    on_hand: int
    allocated: int
    held: int
    safety_stock: int
    quarantined: int
    displayed: int
    coming: int

    @property
    def to_sell(self) -> int:
        return self.on_hand - self.allocated - self.held - self.safety_stock


def card_of(
    *, product: Product, staff: Staff, at: datetime, asked: Mapping[str, str], with_costs: bool
) -> dict[str, Any]:
    """Return the card's context, narrowed to where the person may see stock."""
    levels = list(levels_for(rights=staff.rights).filter(product=product).order_by("location__name"))
    names = {level.location_id: level.location.name for level in levels}
    names |= {place.pk: place.name for place in staff.places if staff.can("stock.view", place.pk)}
    places = list(names)
    coming = _coming(product, names)
    units = _by_place(coming)
    totals = _totals(levels, sum(units.values()))
    page = Paginator(movements_of(product_id=product.pk).filter(location_id__in=places), PER_PAGE).get_page(
        asked.get("page")
    )
    return {
        "product": product,
        "rows": [_row(level, units, staff) for level in levels],
        "elsewhere": _without_level(staff, levels),
        "totals": totals,
        "bundles": _bundles(product),
        "by_channel": channel_table(
            product_id=product.pk, places=[place for place in staff.places if place.pk in names], at=at
        ),
        "coming": coming,
        "movements": page,
        "moved": moved(page.object_list),
        "history": history(
            product=product, places=places, now=totals.on_hand, at=at, span=asked.get("span", "")
        ),
        "as_of": as_of(product=product, places=places, typed=asked.get("on", ""), at=at),
        "today": at,
        "barcodes": list(Barcode.objects.filter(product=product).order_by("pk")),
        "with_costs": with_costs,
        "currency": settings.OSCAR_DEFAULT_CURRENCY,
        "cost": average_cost(product_id=product.pk) if with_costs else None,
        "costs": costs_of(product_id=product.pk)[:MOST_COSTS] if with_costs else [],
    }


def _bundles(product: Product) -> dict[int, str]:
    """Return the names of the bundles that the product goes into."""
    keys = bundles_with(component_ids=[product.pk])
    return names_of(
        list(Product.objects.filter(pk__in=keys).select_related("parent").order_by("title", "pk"))
    )


def _totals(levels: Sequence[StockLevel], coming: int) -> Totals:
    return Totals(
        on_hand=sum(level.on_hand for level in levels),
        allocated=sum(level.allocated for level in levels),
        held=sum(level.held for level in levels),
        safety_stock=sum(level.safety_stock for level in levels),
        quarantined=sum(level.quarantined for level in levels),
        displayed=sum(level.displayed for level in levels),
        coming=coming,
    )


def _row(level: StockLevel, coming: Mapping[str, int], staff: Staff) -> dict[str, Any]:
    return {
        "level": level,
        "coming": coming.get(level.location.name, 0),
        "can_adjust": staff.can("stock.adjust", level.location_id),
    }


def _coming(product: Product, names: Mapping[int, str]) -> list[Coming]:
    """Return what comes to these locations: with transfers, and from outside."""
    sent = [
        Coming(
            names[goods.destination_id],
            goods.quantity,
            goods.code,
            reverse("backoffice:transfer", args=[goods.code]),
            since=goods.dispatched_at,
        )
        for goods in in_transit(product_ids=[product.pk])[product.pk]
        if goods.destination_id in names
    ]
    expected = expected_at(product_id=product.pk, location_ids=list(names))
    return sent + [
        Coming(names[each.location_id], each.quantity, "", "", due=each.due_date) for each in expected
    ]


def _by_place(coming: Sequence[Coming]) -> Counter[str]:
    units: Counter[str] = Counter()
    for each in coming:
        units[each.place] += each.quantity
    return units


def _without_level(staff: Staff, levels: Sequence[StockLevel]) -> list[Location]:
    """Return the person's locations that have no level of the product yet and where they may make one."""
    known = {level.location_id for level in levels}
    return [place for place in staff.places if place.pk not in known and staff.can("stock.adjust", place.pk)]
