"""What a basket comes to with every way of delivering it, for the queries of one quote.

What delivery costs depends on what the goods come to, so every amount that it may have is quoted together
with the bare goods, and the right one is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from apps.core.errors import DomainError
from apps.pricing.quote import NoPrice, quote_all
from apps.pricing.types import Cart, Quote
from apps.storefront.basket.models import Basket

from ..delivery import Shipping, pick
from .carts import BasketLine, cart_from_basket


@dataclass(frozen=True, slots=True)
class Offer:
    """A cart with its way of delivering and what it comes to; `by_code` is that for each way.

    `bare` are the goods alone. Without anything to buy there are no quotes; `refusal` says why not if the
    cart can't be priced as a whole.
    """

    cart: Cart
    bare: Quote | None = None
    quote: Quote | None = None
    shipping: Shipping | None = None
    by_code: Mapping[str, Quote] = field(default_factory=dict)
    refusal: str = ""


def quote_ways(
    *,
    basket: Basket,
    lines: Sequence[BasketLine],
    ways: Sequence[Shipping],
    country: str,
    wanted_code: str,
    at: datetime,
) -> Offer:
    """Return what the lines that have a price come to, delivered as wanted, else in the first way there is."""
    cart = cart_from_basket(basket=basket, lines=lines, destination_country=country)
    while cart.lines:
        ways = ways if any(line.method == "delivery" for line in cart.lines) else ()
        carts = _candidates(cart, ways)
        answers = quote_all(carts=list(carts.values()), at=at)
        quotes = {
            name: answer for name, answer in zip(carts, answers, strict=True) if isinstance(answer, Quote)
        }
        if len(quotes) == len(carts):
            return _offer(cart, quotes, ways, wanted_code)
        refusal = next(answer for answer in answers if isinstance(answer, DomainError))
        if not isinstance(refusal, NoPrice):
            return Offer(cart, refusal=str(refusal))
        cart = _without(cart, refusal.params["product_id"])
    return Offer(cart)


def _candidates(cart: Cart, ways: Sequence[Shipping]) -> dict[tuple[str, Decimal], Cart]:
    """Return the bare cart, then the cart with each amount that each way of delivering may cost."""
    carts = {BARE: cart}
    for way in ways:
        for amount in (way.price, Decimal(0)):
            carts[way.code, amount] = replace(cart, charges=(way.charge(amount),))
    return carts


BARE = ("", Decimal(0))


def _offer(
    cart: Cart, quotes: Mapping[tuple[str, Decimal], Quote], ways: Sequence[Shipping], wanted_code: str
) -> Offer:
    bare = quotes[BARE]
    by_code = {way.code: quotes[way.code, way.amount(bare.goods_gross)] for way in ways}
    chosen = pick(ways, wanted_code)
    if chosen is None:
        return Offer(cart, bare, bare)
    charged = replace(cart, charges=(chosen.charge(chosen.amount(bare.goods_gross)),))
    return Offer(charged, bare, by_code[chosen.code], chosen, by_code)


def _without(cart: Cart, product_id: int) -> Cart:
    return replace(cart, lines=tuple(line for line in cart.lines if line.product_id != product_id))
