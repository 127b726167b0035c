"""The stock ledger: what asking and promising cost however long it is, and what lay where at a past moment."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import Product
from apps.channels.models import Channel
from apps.core import clock
from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel, StockMovement
from apps.stock.selectors import availability
from apps.stock.services.allocation import allocate
from apps.stock.types import Take
from apps.stock.valuation import value_as_of

from .. import bare
from ..figures import Figure, against_floor, at_most, exactly, in_turn, seconds_of
from ..long_ledger import VARIANTS, long_ledger
from ..seeding import WIDE_CHANNEL, WIDE_PLACES, WIDE_PRODUCTS
from ..shop import Shop

ROUNDS, TIMES, LINES, AS_OF_SECONDS = 4, 15, 3, 2
PAST = tuple(timedelta(days=days) for days in (0, 45, 400))


def measure_availability(shop: Shop) -> Iterator[Figure]:
    """Yield the queries and the time of asking for 100 products in 50 shops, with a short and a long ledger."""
    what = f"{WIDE_PRODUCTS} products over {WIDE_PLACES} locations"
    ask = _asking()
    with CaptureQueriesContext(connection) as queries:
        ask()
    yield exactly("availability: queries", what, len(queries), "queries", 1)
    few, short = StockMovement.objects.count(), []
    many, long = 0, []
    for _round in range(ROUNDS):
        short.append(_typical(_asking()))
        with long_ledger():
            many = many or StockMovement.objects.count()
            long.append(_typical(_asking()))
    what = f"{what}, {many:,} movements against {few:,}"
    yield against_floor("availability", what, seconds=min(long), floor=min(short), most=1.2)


def _asking() -> Callable[[], None]:
    chain = Channel.objects.get(code=WIDE_CHANNEL)
    stocked = StockLevel.objects.filter(location__channels=chain).order_by("product_id")
    keys = list(stocked.values_list("product_id", flat=True).distinct()[:WIDE_PRODUCTS])

    def ask() -> None:
        found = availability(channel=chain, product_ids=keys, at=clock.now())
        assert sum(map(len, found.values())) == WIDE_PRODUCTS * WIDE_PLACES

    return ask


def _typical(act: Callable[[], object]) -> float:
    act()
    return median(seconds_of(act) for _time in range(TIMES))


def measure_as_of(shop: Shop) -> Iterator[Figure]:
    """Yield how long it takes to say what 10,000 variants in all places were worth, at the slowest moment of some."""
    with long_ledger():
        keys = list(Product.objects.exclude(sku=None).order_by("pk").values_list("pk", flat=True)[:VARIANTS])

        def ask(ago: timedelta) -> int:
            return len(value_as_of(product_ids=keys, location_ids=None, at=clock.now() - ago))

        assert all(ask(ago) > len(keys) for ago in PAST)
        seconds = max(median(seconds_of(lambda ago=ago: ask(ago)) for _ in range(3)) for ago in PAST)
        what = f"units and value of {len(keys):,} variants, {StockMovement.objects.count():,} movements"
        yield at_most("as_of", what, seconds, "s", AS_OF_SECONDS)
        assert not [drift for drift in find_drifts() if drift.name.startswith("stock.")]


def measure_allocation(shop: Shop) -> Iterator[Figure]:
    """Yield how long it takes to promise three lines under guard, beside the bare statements for it."""
    bare.make_tables()
    goods = [product.pk for product in shop.goods[:LINES]]
    takes = [Take(str(key), key, shop.lucca.pk, 1) for key in goods]
    turns = iter(range(10_000))

    def promise() -> None:
        with transaction.atomic():
            allocate(takes=takes, source_kind=f"bench-{next(turns)}", at=clock.now())

    def bare_promise() -> None:
        bare.allocate(list(range(1, LINES + 1)))

    promise()
    bare_promise()
    seconds, floor = in_turn(lambda: seconds_of(promise), lambda: seconds_of(bare_promise), times=100)
    yield against_floor(
        "allocation", f"{LINES} lines promised under guard", seconds=seconds, floor=floor, most=2
    )
