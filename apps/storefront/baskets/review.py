"""A basket looked at as a whole: what each line costs and how it can be had, what is wrong, what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from apps.core.errors import DomainError
from apps.pricing.quote import NoPrice, quote_all
from apps.pricing.types import Cart, Quote, QuoteLine
from apps.storefront.basket.models import Basket

from .. import availability
from ..availability import Stock
from ..channel import web_channel
from ..delivery import Shipping, ways_to
from ..shops.selectors import Place, place_by_id
from .carts import BasketLine, cart_from_basket, lines_of

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
    """The basket's items, its cart with the delivery that was chosen, and what that comes to.

    `quotes` are what it would come to with each of `ways`, by its code. `quote` is None for a basket
    with nothing in it that can be bought.
    """

    items: Sequence[Item]
    cart: Cart
    quote: Quote | None
    shipping: Shipping | None
    quotes: dict[str, Quote]
    ways: Sequence[Shipping]
    currency: str
    deliver_by: date | None

    @property
    def count(self) -> int:
        return sum(item.line.quantity for item in self.items)

    @property
    def delivered(self) -> list[Item]:
        return [item for item in self.items if not item.line.is_pickup]

    @property
    def collected(self) -> dict[int, list[Item]]:
        """Return what is collected, by shop."""
        groups: dict[int, list[Item]] = {}
        for item in self.items:
            if item.line.location_id is not None:
                groups.setdefault(item.line.location_id, []).append(item)
        return groups

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
        return any(item.gone or item.short for item in self.items)


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
    ways = ways_to(country) if any(not line.is_pickup for line in lines) else []
    wanted, priced = _quotes(basket, [line for line in lines if line.goods.for_sale], ways, country, at)
    prices = {line.key: line for line in priced[0][1].lines} if priced else {}
    items = [_item(line, prices.get(line.key), stock.get(line.product_id, UNKNOWN), at) for line in lines]
    shipping, quote, quotes = _choose(wanted, priced, ways, shipping_code)
    cart = cart_from_basket(
        basket=basket,
        lines=wanted,
        charges=[shipping.charge(shipping.amount(quote.goods_gross))] if shipping and quote else [],
        destination_country=country,
    )
    by = shipping.arrives_by(at) if shipping else None
    return Review(items, cart, quote, shipping, quotes, ways, web_channel().currency, by)


def _item(line: BasketLine, price: QuoteLine | None, stock: Stock, at: datetime) -> Item:
    place = place_by_id(line.location_id)
    return Item(line, price, stock, place, place.collect_from(at) if place else None)


Candidate = tuple[str, Quote]
"""A way of delivering with its amount, as text, and what the basket comes to with it."""


def _quotes(
    basket: Basket, lines: Sequence[BasketLine], ways: Sequence[Shipping], country: str, at: datetime
) -> tuple[Sequence[BasketLine], list[Candidate]]:
    """Return the lines that have a price and the quotes of every way of delivering, the bare goods first.

    What delivery costs depends on what the goods come to, so every amount it may have is quoted, all with
    the queries of one quote.
    """
    while lines:
        bare = cart_from_basket(basket=basket, lines=lines, destination_country=country)
        carts = {"": bare}
        if any(not line.is_pickup for line in lines):
            for way in ways:
                for amount in {way.price, Decimal(0)}:
                    carts[_name(way, amount)] = replace(bare, charges=(way.charge(amount),))
        answers = quote_all(carts=list(carts.values()), at=at)
        refusal = next((answer for answer in answers if isinstance(answer, DomainError)), None)
        if refusal is None:
            return lines, [
                (name, answer)
                for name, answer in zip(carts, answers, strict=True)
                if isinstance(answer, Quote)
            ]
        if not isinstance(refusal, NoPrice):
            raise refusal
        lines = [line for line in lines if line.product_id != refusal.params["product_id"]]
    return [], []


def _choose(
    lines: Sequence[BasketLine], priced: list[Candidate], ways: Sequence[Shipping], shipping_code: str
) -> tuple[Shipping | None, Quote | None, dict[str, Quote]]:
    """Return the way of delivering that counts, what the basket comes to with it, and with each other way."""
    if not priced:
        return None, None, {}
    by_name, bare = dict(priced), priced[0][1]
    ways = [] if all(line.is_pickup for line in lines) else ways
    quotes = {way.code: by_name[_name(way, way.amount(bare.goods_gross))] for way in ways}
    chosen = next((way for way in ways if way.code == shipping_code), ways[0] if ways else None)
    return chosen, quotes[chosen.code] if chosen else bare, quotes


def _name(way: Shipping, amount: Decimal) -> str:
    return f"{way.code}:{amount.normalize()}"
