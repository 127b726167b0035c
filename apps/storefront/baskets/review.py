"""A basket looked at as a whole: what each line costs and how it can be had, what is wrong, what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from apps.pricing.types import Cart, Quote, QuoteLine
from apps.storefront.basket.models import Basket

from .. import availability
from ..availability import Stock
from ..channel import web_channel
from ..delivery import Shipping, ways_to
from ..shops.selectors import Place, place_by_id
from .carts import BasketLine, lines_of
from .quoting import Offer, quote_ways

#: Stands in where nobody has looked what is there.
UNKNOWN = Stock()


@dataclass(frozen=True, slots=True)
class Item:
    """A line with its price and its stock. `gone` can't be bought any more; `available` counts its way only."""

    line: BasketLine
    price: QuoteLine | None
    stock: Stock
    place: Place | None
    collect_from: datetime | None

    @property
    def gone(self) -> bool:
        return self.price is None

    @property
    def available(self) -> int:
        return self.stock.by_way(self.line.location_id)

    @property
    def short(self) -> bool:
        """Tell whether there are fewer than wanted."""
        return not self.gone and self.stock is not UNKNOWN and self.available < self.line.quantity

    @property
    def before(self) -> Decimal:
        """Return what the line would cost without reductions."""
        return self.price.list_price * self.line.quantity if self.price else Decimal(0)


@dataclass(frozen=True, slots=True)
class Review:
    """The basket's items and what they come to: with the way of delivering that counts, and with each other."""

    items: Sequence[Item]
    offer: Offer
    ways: Sequence[Shipping]
    currency: str
    deliver_by: date | None

    @property
    def cart(self) -> Cart:
        """Return the cart that an order is made from."""
        return self.offer.cart

    @property
    def quote(self) -> Quote | None:
        """Return what it comes to, None where nothing in it can be bought or it can't be priced."""
        return self.offer.quote

    @property
    def shipping(self) -> Shipping | None:
        return self.offer.shipping

    @property
    def refusal(self) -> str:
        """Say why the basket as a whole can't be priced."""
        return self.offer.refusal

    @property
    def count(self) -> int:
        return sum(item.line.quantity for item in self.items)

    @property
    def delivered(self) -> list[Item]:
        return [item for item in self.items if item.line.is_delivered]

    @property
    def collected(self) -> dict[int, list[Item]]:
        """Return what is collected, by shop."""
        groups: dict[int, list[Item]] = {}
        for item in self.items:
            if item.line.is_pickup and item.line.location_id is not None:
                groups.setdefault(item.line.location_id, []).append(item)
        return groups

    @property
    def not_shipped(self) -> list[Item]:
        """Return what is no physical thing, so that nothing is handed over."""
        return [item for item in self.items if not item.line.goods.ships]

    @property
    def all_collected(self) -> bool:
        """Tell whether whoever orders this comes to a shop and nothing travels to them."""
        return bool(self.collected) and not self.delivered

    @property
    def goods_before(self) -> Decimal:
        """Return what the goods would cost without reductions and promotions."""
        return sum((item.before for item in self.items), Decimal(0))

    @property
    def discount(self) -> Decimal:
        """Return what promotions take off."""
        return sum((item.price.discount for item in self.items if item.price), Decimal(0))

    @property
    def saved(self) -> Decimal:
        """Return what reduced prices take off."""
        goods = self.quote.goods_gross if self.quote else Decimal(0)
        return max(self.goods_before - self.discount - goods, Decimal(0))

    @property
    def has_problems(self) -> bool:
        return bool(self.refusal) or any(item.gone or item.short for item in self.items)


def review_basket(
    *,
    basket: Basket,
    at: datetime,
    country: str | None = None,
    shipping_code: str = "",
    to_order: bool = False,
) -> Review:
    """Return the basket with prices, stock and totals.

    Without a country, goods go to where the shop is at home; without a way of delivering, by the first one.
    `to_order` leaves out what only a page needs, stock among it, which the order sees to itself.
    """
    lines = lines_of(basket, in_full=not to_order)
    country = country or web_channel().tax_country
    ids = set() if to_order else {line.product_id for line in lines}
    stock = availability.of(product_ids=ids, at=at, basket=basket) if ids else {}
    ways = ways_to(country) if any(line.is_delivered for line in lines) else []
    offer = quote_ways(
        basket=basket,
        lines=[line for line in lines if line.goods.for_sale],
        ways=ways,
        country=country,
        wanted_code=shipping_code,
        at=at,
    )
    prices = {line.key: line for line in offer.bare.lines} if offer.bare else {}
    items = [_item(line, prices.get(line.key), stock.get(line.product_id, UNKNOWN), at) for line in lines]
    by = offer.shipping.arrives_by(at) if offer.shipping else None
    return Review(items, offer, ways, web_channel().currency, by)


def _item(line: BasketLine, price: QuoteLine | None, stock: Stock, at: datetime) -> Item:
    place = place_by_id(line.location_id) if line.is_pickup else None
    return Item(line, price, stock, place, place.collect_from(at) if place else None)
