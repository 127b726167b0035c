"""Why there are so many of a product, as a device is told it: figures, and sentences in the reader's language."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.errors import DomainError
from apps.orders.explaining import Told, tell_why
from apps.pos.models import Device
from apps.stock.explanation import Explanation
from apps.stock.types import Claim


class ProductNotFound(DomainError):
    code = "product-not-found"
    message = _("There's no such product here.")


class LocationNotFound(DomainError):
    code = "location-not-found"
    message = _("There's no location with this code.")


class ChannelNotFound(DomainError):
    code = "channel-not-found"
    message = _("There's no channel with this code.")


def explanation_document(
    *, device: Device, product_id: int, location: str, channel: str, at: datetime
) -> dict[str, Any]:
    """Return why there are so many at the location for the channel, by their codes; without one, the device's own.

    Raises ProductNotFound, LocationNotFound, ChannelNotFound.
    """
    sold = Product.objects.exclude(structure=Product.PARENT)
    if product_id > 2**63 - 1 or not sold.filter(pk=product_id).exists():
        raise ProductNotFound
    place = Location.objects.filter(code=location).first() if location else device.location
    seller = Channel.objects.filter(code=channel).first() if channel else device.channel
    if place is None:
        raise LocationNotFound
    if seller is None:
        raise ChannelNotFound
    told = tell_why(product_id=product_id, location=place, channel=seller, at=at)
    return {
        "product_id": product_id,
        "location": place.code,
        "channel": seller.code,
        "at": at,
        **_document(told),
        "components": [
            {"product_id": part.told.why.product_id, "quantity": part.quantity, **_document(part.told)}
            for part in told.parts
        ],
    }


def _document(told: Told) -> dict[str, Any]:
    why = told.why
    return {
        "available": why.available,
        "can_sell": told.can_sell,
        "keeps_stock": why.keeps_stock,
        "figures": _figures(why),
        "movements": [{"kind": kind, "quantity": total} for kind, total in why.movements.items()],
        "allocations": [_claim(claim, told.orders) for claim in why.allocations],
        "holds": [_claim(claim, {}) for claim in why.holds],
        "incoming": [
            *({"transfer": goods.code, "quantity": goods.quantity, "due": None} for goods in why.transfers),
            *({"transfer": "", "quantity": one.quantity, "due": one.due_date} for one in why.scheduled),
        ],
        "sentences": list(told.sentences),
        "obstacles": list(told.obstacles),
    }


def _figures(why: Explanation) -> dict[str, int]:
    """Return the parts of the sum: available is the first less the others, unless it is a bundle."""
    return {
        "on_hand": why.on_hand,
        "allocated": why.allocated,
        "held": why.held,
        "safety_stock": why.safety_stock,
        "reserved": why.reserved,
        "buffered": why.buffered,
    }


def _claim(claim: Claim, orders: dict[str, str]) -> dict[str, Any]:
    return {
        "order": orders.get(claim.claimant, ""),
        "quantity": claim.quantity,
        "since": claim.since,
        "until": claim.until,
    }
