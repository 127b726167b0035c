"""Two reads that everything leans on: what is available where, and what a cart comes to."""

from collections.abc import Iterator
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.channels.models import Channel
from apps.core import clock
from apps.pricing.quote import quote
from apps.pricing.types import Cart, CartLine
from apps.stock.models import StockLevel
from apps.stock.selectors import availability

from ..figures import Figure, at_most, exactly, seconds_of
from ..seeding import WIDE_CHANNEL, WIDE_PLACES, WIDE_PRODUCTS
from ..shop import Shop

TIMES, QUOTE_LINES, QUOTE_MS = 15, 50, 15


def measure_availability(shop: Shop) -> Iterator[Figure]:
    """Yield the queries and the time of asking for 100 products in 50 shops."""
    chain = Channel.objects.get(code=WIDE_CHANNEL)
    stocked = StockLevel.objects.filter(location__channels=chain)
    keys = list(stocked.values_list("product_id", flat=True).distinct()[:WIDE_PRODUCTS])

    def ask() -> None:
        found = availability(channel=chain, product_ids=keys, at=clock.now())
        assert sum(map(len, found.values())) == WIDE_PRODUCTS * WIDE_PLACES

    with CaptureQueriesContext(connection) as queries:
        ask()
    what = f"{WIDE_PRODUCTS} products over {WIDE_PLACES} locations"
    yield exactly("availability: queries", what, len(queries), "queries", 1)
    seconds = median(seconds_of(ask) for _time in range(TIMES))
    yield Figure("availability", what, round(seconds * 1000, 2), "ms", None, None, "", True)


def measure_quote(shop: Shop) -> Iterator[Figure]:
    """Yield how long quoting 50 lines takes, its queries included."""
    lines = tuple(
        CartLine(key=str(each.pk), product_id=each.pk, quantity=2) for each in shop.goods[:QUOTE_LINES]
    )
    cart = Cart(channel_id=shop.web.pk, currency="EUR", lines=lines, destination_country="IT")
    quote(cart=cart, at=clock.now())
    seconds = median(seconds_of(lambda: quote(cart=cart, at=clock.now())) for _time in range(TIMES))
    yield at_most("quote", f"{QUOTE_LINES} lines, queries included", seconds * 1000, "ms", QUOTE_MS)
