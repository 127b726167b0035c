"""From Oscar's basket to the cart that pricing, stock and orders understand."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.pricing.types import Cart, CartLine, Charge, Method
from apps.storefront.basket.models import Basket, Line

from ..channel import web_channel
from ..goods import Goods, describe


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A line of the basket with what it shows. `location_id` is the shop it is collected in."""

    id: int
    product_id: int
    quantity: int
    method: str
    location_id: int | None
    goods: Goods

    @property
    def key(self) -> str:
        return str(self.id)

    @property
    def is_pickup(self) -> bool:
        return self.goods.ships and self.method == Line.Method.PICKUP

    @property
    def is_delivered(self) -> bool:
        return self.goods.ships and not self.is_pickup


def holder_of(basket: Basket) -> str:
    """Return the name under which stock is held for this basket."""
    return f"basket:{basket.pk}"


def lines_of(basket: Basket, *, in_full: bool = True) -> list[BasketLine]:
    """Return the basket's lines in the order they were put in, with four queries, or two where none is shown."""
    if basket.pk is None:
        return []
    rows = list(basket.lines.order_by("pk"))
    goods = describe(product_ids={row.product_id for row in rows}, in_full=in_full)
    return [
        BasketLine(
            row.pk, row.product_id, row.quantity, row.method, row.pickup_location_id, goods[row.product_id]
        )
        for row in rows
    ]


def cart_from_basket(
    *,
    basket: Basket,
    lines: Iterable[BasketLine],
    charges: Iterable[Charge] = (),
    destination_country: str | None = None,
) -> Cart:
    """Return the cart that these lines of the basket make up in the web channel."""
    channel = web_channel()
    return Cart(
        channel_id=channel.pk,
        currency=channel.currency,
        lines=tuple(_cart_line(line) for line in lines),
        charges=tuple(charges),
        destination_country=destination_country,
        customer_id=basket.owner_id,
    )


def _cart_line(line: BasketLine) -> CartLine:
    return CartLine(
        key=line.key,
        product_id=line.product_id,
        quantity=line.quantity,
        method=_method(line),
        location_id=line.location_id if line.is_pickup else None,
    )


def _method(line: BasketLine) -> Method:
    if not line.goods.ships:
        return "none"
    return "pickup" if line.is_pickup else "delivery"
