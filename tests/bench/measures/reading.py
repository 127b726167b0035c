"""What every basket asks for: what a cart comes to."""

from collections.abc import Iterator
from statistics import median

from apps.core import clock
from apps.pricing.quote import quote
from apps.pricing.types import Cart, CartLine

from ..figures import Figure, at_most, seconds_of
from ..shop import Shop

TIMES, QUOTE_LINES, QUOTE_MS = 15, 50, 15


def measure_quote(shop: Shop) -> Iterator[Figure]:
    """Yield how long quoting 50 lines takes, its queries included."""
    lines = tuple(
        CartLine(key=str(each.pk), product_id=each.pk, quantity=2) for each in shop.goods[:QUOTE_LINES]
    )
    cart = Cart(channel_id=shop.web.pk, currency="EUR", lines=lines, destination_country="IT")
    quote(cart=cart, at=clock.now())
    seconds = median(seconds_of(lambda: quote(cart=cart, at=clock.now())) for _time in range(TIMES))
    yield at_most("quote", f"{QUOTE_LINES} lines, queries included", seconds * 1000, "ms", QUOTE_MS)
