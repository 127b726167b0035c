"""How many of a product this shop can deliver, or hand over in each of its places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from apps.stock.selectors import availability
from apps.stock.types import UNLIMITED
from apps.storefront.basket.models import Basket

from .channel import web_channel
from .shops.selectors import places

#: From here down a shopper is told how few are left.
FEW = 5


@dataclass(frozen=True, slots=True)
class Stock:
    """What can be promised now: by delivery, and by location for collection.

    Without `keeps_stock` it is no physical thing: there is always enough, and nothing is shipped.
    """

    delivery: int = 0
    pickup: Mapping[int, int] = field(default_factory=dict)
    keeps_stock: bool = True

    def by_way(self, location_id: int | None) -> int:
        """Return how many can be had for collection at the location, or by delivery without one."""
        return self.delivery if location_id is None else self.pickup.get(location_id, 0)

    @property
    def anywhere(self) -> bool:
        return self.delivery > 0 or any(quantity > 0 for quantity in self.pickup.values())


def of(*, product_ids: Collection[int], at: datetime, basket: Basket | None = None) -> dict[int, Stock]:
    """Return the stock of each product, with one query; what this basket itself holds counts as free."""
    found = availability(
        channel=web_channel(),
        product_ids=list(product_ids),
        at=at,
        holder=f"basket:{basket.pk}" if basket is not None and basket.pk else None,
    )
    by_id = {place.id: place for place in places()}
    stock = {}
    for product_id in product_ids:
        keeps_stock = all(row.keeps_stock for row in found.get(product_id, ()))
        rows = {row.location_id: max(row.available, 0) for row in found.get(product_id, ())}
        known = [
            (by_id[location_id], quantity) for location_id, quantity in rows.items() if location_id in by_id
        ]
        stock[product_id] = Stock(
            delivery=sum(quantity for place, quantity in known if place.ships) if keeps_stock else UNLIMITED,
            pickup={place.id: quantity for place, quantity in known if place.offers_pickup},
            keeps_stock=keeps_stock,
        )
    return stock


def state_of(quantity: int) -> str:
    """Return available, low or none."""
    if quantity <= 0:
        return "none"
    return "low" if quantity <= FEW else "available"
