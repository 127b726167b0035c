"""How a product can be had: delivered, collected in one's own shop, or found in others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..availability import Stock
from ..baskets.changes import MOST_OF_ONE_LINE
from ..delivery import Shipping, usual_shipping
from ..shops.selectors import Place, shops


@dataclass(frozen=True, slots=True)
class ShopStock:
    """A shop and how many of the product lie there."""

    place: Place
    quantity: int


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of getting one variant. `value` of a form's choice: `delivery`, or the key of a shop.

    What isn't a physical thing doesn't ship: there is nothing to choose.
    """

    delivery: int
    deliver_by: date | None
    shipping: Shipping | None
    shop: ShopStock | None
    collect_from: datetime | None
    others: Sequence[ShopStock]
    preferred: str
    ships: bool = True

    @property
    def can_deliver(self) -> bool:
        return self.delivery > 0

    @property
    def can_collect(self) -> bool:
        return self.shop is not None and self.shop.quantity > 0 and self.collect_from is not None

    @property
    def any(self) -> bool:
        """Tell whether it can be had at all, perhaps in a shop that isn't chosen yet."""
        return self.can_deliver or self.can_collect or any(other.quantity > 0 for other in self.others)

    @property
    def here(self) -> bool:
        """Tell whether it can be put into the basket as things stand."""
        return self.can_deliver or self.can_collect

    @property
    def most(self) -> int:
        """Return how many can be had at once in the way that offers most."""
        return min(MOST_OF_ONE_LINE, max(self.delivery, self.shop.quantity if self.shop else 0))


def ways_of_getting(*, stock: Stock, chosen: Place | None, at: datetime) -> Ways:
    """Return the ways in which goods with this stock can be had by somebody whose shop is `chosen`."""
    if not stock.keeps_stock:
        return Ways(stock.delivery, None, None, None, None, (), "delivery", ships=False)
    shop = ShopStock(chosen, stock.by_way(chosen.id)) if chosen else None
    collect = chosen.collect_from(at) if chosen and shop and shop.quantity > 0 else None
    shipping = usual_shipping()
    by = shipping.arrives_by(at) if shipping and stock.delivery > 0 else None
    others = [
        ShopStock(place, stock.by_way(place.id))
        for place in shops()
        if place.offers_pickup and (chosen is None or place.id != chosen.id)
    ]
    preferred = "delivery" if stock.delivery > 0 or not collect or chosen is None else str(chosen.id)
    return Ways(stock.delivery, by, shipping, shop, collect, others, preferred)
