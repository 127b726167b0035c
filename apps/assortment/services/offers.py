"""What a channel asks and has for its products at a moment: prices and stock of all their variants, summed up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import structlog
from django.db.models import Q

from apps.assortment.models import AssortmentItem
from apps.catalog.models import Product
from apps.channels.models import Channel
from apps.core.errors import DomainError
from apps.pricing.selectors import prices_for
from apps.pricing.types import PriceView
from apps.stock.selectors import availability
from apps.stock.types import UNLIMITED, LocationAvailability

log = structlog.get_logger(__name__)

LOW_FROM = 3
"""So many units in all, or fewer, are "only a few left"."""


@dataclass(frozen=True, slots=True)
class Family:
    """A product and the keys of what can be bought of it now."""

    product_id: int
    is_public: bool
    sellable_ids: tuple[int, ...]


def families_of(*, root_ids: Collection[int]) -> list[Family]:
    """Return these products with their public variants, or themselves. One query."""
    rows = Product.objects.filter(Q(pk__in=root_ids) | Q(parent_id__in=root_ids)).order_by("pk")
    public: dict[int, bool] = {}
    sellables: dict[int, list[int]] = {}
    for product_id, parent_id, structure, is_public in rows.values_list(
        "pk", "parent_id", "structure", "is_public"
    ):
        if parent_id is None:
            public[product_id] = is_public
        if structure != Product.PARENT and is_public:
            sellables.setdefault(parent_id or product_id, []).append(product_id)
    return [Family(key, is_public, tuple(sellables.get(key, ()))) for key, is_public in public.items()]


def offers_of(*, channel: Channel, families: Collection[Family], at: datetime) -> list[dict[str, Any]]:
    """Return each family's columns that follow from prices and stock, as JSON-like values. Two queries."""
    ids = [product_id for family in families for product_id in family.sellable_ids]
    prices = _prices(channel, ids, at)
    places = availability(channel=channel, product_ids=ids, at=at)
    return [offer_of(channel, family, prices, places) for family in families]


def _prices(channel: Channel, ids: Collection[int], at: datetime) -> dict[int, PriceView]:
    try:
        return prices_for(channel=channel, product_ids=ids, at=at)
    except DomainError:  # a tax rate that nobody has entered: nothing of this channel can be priced
        log.exception("assortment_without_prices", channel=channel.code)
        return {}


def offer_of(
    channel: Channel,
    family: Family,
    prices: Mapping[int, PriceView],
    places: Mapping[int, Collection[LocationAvailability]],
) -> dict[str, Any]:
    """Return what one family's row says of prices and stock; variants without a price aren't sold."""
    sold = {key: prices[key] for key in family.sellable_ids if key in prices}
    stock = _stock(place for key in sold for place in places.get(key, ()))
    cheapest = min(sold.values(), key=lambda view: view.amount, default=None)
    available = min(sum(stock.values()), UNLIMITED)
    return {
        "channel_id": channel.pk,
        "product_id": family.product_id,
        "is_published": family.is_public and bool(sold),
        "price": _text(cheapest.amount if cheapest else None),
        "price_to": _text(max((view.amount for view in sold.values()), default=None)),
        "was": _text(cheapest.was if cheapest else None),
        "currency": channel.currency,
        "includes_tax": channel.prices_include_tax,
        "availability": availability_state(available),
        "available": available,
        "stock": stock,
    }


def availability_state(available: int) -> str:
    """Return available, low or none."""
    states = AssortmentItem.Availability
    if available <= 0:
        return states.NONE.value
    return states.LOW.value if available <= LOW_FROM else states.AVAILABLE.value


def _stock(places: Any) -> dict[str, int]:
    stock: dict[str, int] = {}
    for place in places:
        if place.available > 0:
            key = str(place.location_id)
            stock[key] = min(stock.get(key, 0) + place.available, UNLIMITED)
    return stock


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
