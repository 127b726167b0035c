"""The news that orders publish: one shape for all of them."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.core.outbox import Event

if TYPE_CHECKING:
    from .models import Order


def news(name: str, *, order_id: int, number: str, channel_id: int, location_id: int | None) -> Event:
    """Return an event about an order, such as `order.confirmed`."""
    payload = {"order_id": order_id, "number": number, "channel_id": channel_id, "location_id": location_id}
    return Event(name, f"order:{order_id}", payload)


def news_of(name: str, order: "Order") -> Event:
    """Return an event about this order."""
    return news(
        name,
        order_id=order.pk,
        number=order.number,
        channel_id=order.channel_id,
        location_id=order.location_id,
    )


def return_news(return_id: UUID, *, order_id: int | None) -> Event:
    """Return the event that a return was settled; blind ones have no order."""
    return Event("return.settled", f"return:{return_id}", {"return_id": str(return_id), "order_id": order_id})
