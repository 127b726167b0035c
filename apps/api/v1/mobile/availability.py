"""Where a product and each of its variants can be had at the moment, and for how much."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.catalog.texts import best_text
from apps.channels.models import Channel, Location
from apps.core.errors import DomainError
from apps.pos.feeds.products import product_entries
from apps.pricing.selectors import prices_for
from apps.pricing.types import PriceView
from apps.stock.selectors import availability
from apps.stock.types import LocationAvailability

from .catalogue import reader_language

FEW = 5
"""From here down an app may say how few are left; larger figures are nobody else's business."""


class ProductNotFound(DomainError):
    code = "product-not-found"
    message = _("There's no such product here.")


def product_availability(*, channel: Channel, product_id: int, at: datetime) -> dict[str, Any]:
    """Return price and places of everything sold as this product. Raises ProductNotFound."""
    sold = Q(pk=product_id) | Q(parent=product_id, parent__is_public=True)
    sellable = Product.objects.filter(sold, is_public=True).exclude(structure=Product.PARENT)
    keys = list(sellable.order_by("pk").values_list("pk", flat=True))
    prices = prices_for(channel=channel, product_ids=keys, at=at)
    if not prices:
        raise ProductNotFound
    places = availability(channel=channel, product_ids=keys, at=at)
    locations = Location.objects.in_bulk({place.location_id for rows in places.values() for place in rows})
    return {
        "product_id": product_id,
        "at": at,
        "variants": [
            _variant(entry, prices[entry["id"]], places[entry["id"]], locations)
            for entry in product_entries(product_ids=[key for key in keys if key in prices])
        ],
    }


def _variant(
    entry: dict[str, Any],
    price: PriceView,
    places: Sequence[LocationAvailability],
    locations: dict[int, Location],
) -> dict[str, Any]:
    language = reader_language()
    deliverable = sum(max(0, place.available) for place in places if place.ships or not place.keeps_stock)
    return {
        "id": entry["id"],
        "sku": entry["sku"],
        "title": best_text(entry["titles"], language),
        "variant": best_text(entry["variant"], language),
        "price": price.amount,
        "was": price.was,
        "currency": price.currency,
        "includes_tax": price.includes_tax,
        "delivery": _state(deliverable),
        "pickup": [
            {
                "location": location.code,
                "name": location.name,
                "city": location.city,
                **_state(place.available),
            }
            for place in places
            if place.keeps_stock and (location := locations[place.location_id]).offers_pickup
        ],
    }


def _state(quantity: int) -> dict[str, Any]:
    if quantity <= 0:
        return {"state": "none", "left": 0}
    return {"state": "low", "left": quantity} if quantity <= FEW else {"state": "available", "left": None}
