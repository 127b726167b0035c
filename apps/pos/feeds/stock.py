"""Stock as a till tells it: what lies here, and how much there is elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.pos.models import Device
from apps.stock.selectors import availability

Entry = dict[str, Any]
FIGURES = ("on_hand", "available", "elsewhere")


def stock_entries(*, device: Device, product_ids: Sequence[int], at: datetime) -> list[Entry]:
    """Return each product's figures; `elsewhere` is what the channel's other locations can give.

    Of what isn't physical (the product's entry says so) no stock is kept: it is UNLIMITED here and nowhere else.
    """
    figures = availability(channel=device.channel, product_ids=product_ids, at=at)
    entries = []
    for product_id in product_ids:
        here = next((p for p in figures[product_id] if p.location_id == device.location_id), None)
        others = [
            p.available for p in figures[product_id] if p.location_id != device.location_id and p.keeps_stock
        ]
        entries.append(
            {
                "product_id": product_id,
                "on_hand": here.on_hand if here else 0,
                "available": here.available if here else 0,
                "elsewhere": sum(max(0, available) for available in others),
            }
        )
    return entries
