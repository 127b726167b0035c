"""Fifty buyers at once: of the last ten units, of one plentiful thing, and of a thing each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db import OperationalError

from apps.core import clock
from apps.core.transactions import durable
from apps.orders.models import Order
from apps.orders.services.placement import OutOfStock, place_order
from apps.stock.choices import MovementKind
from apps.stock.models import StockLevel
from apps.stock.selectors import available_quantity
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement
from tests.racing import race

from ..figures import Figure, exactly, seconds_of
from ..shop import Shop

BUYERS, LAST, SLOWER = 50, 10, 2.0


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield how many got the last units, who met a deadlock, and how much slower a crowd makes it."""
    keys = [product.pk for product in shop.goods[300:]]
    scarce, wanted, spread = keys[0], keys[1], keys[2 : 2 + BUYERS]
    leave(shop, scarce, LAST)
    buy(shop, [keys[60]] * BUYERS)
    _seconds, results = buy(shop, [scarce] * BUYERS)
    kinds = Counter(type(each) for each in results)
    yield exactly(
        "contention: orders", f"orders of {BUYERS} buyers of the last {LAST}", kinds[Order], "orders", LAST
    )
    failed = BUYERS - kinds[Order] - kinds[OutOfStock]
    deadlocks = kinds[OperationalError]
    what = f"buyers who got neither order nor refusal, {deadlocks} by deadlock"
    yield exactly("contention: failures", what, failed, "buyers", 0)
    crowd, calm = (min(buy(shop, goods)[0] for _time in range(3)) for goods in ([wanted] * BUYERS, spread))
    ratio, goal = crowd / calm, f"at least 1/{SLOWER:g} of the uncontended"
    what = f"orders a second of {BUYERS} buyers of one thing; floor: of a thing each"
    rates = round(BUYERS / crowd, 1), round(BUYERS / calm, 1)
    yield Figure(
        "contention: throughput", what, rates[0], "orders/s", rates[1], round(ratio, 2), goal, ratio <= SLOWER
    )


def buy(shop: Shop, product_ids: Sequence[int]) -> tuple[float, list[Any]]:
    """Have each product ordered by somebody, all at once; return how long it took and what came of it."""
    orders = [shop.order(key) for key in product_ids]
    results: list[Any] = []
    acts = [partial(place_order, command=order, at=clock.now()) for order in orders]
    return seconds_of(lambda: results.extend(race(acts))), results


def leave(shop: Shop, product_id: int, quantity: int) -> None:
    """Take away what there is of the product but the last units, in the warehouse."""
    levels = StockLevel.objects.filter(product_id=product_id)
    kept = levels.get(location__code="altopascio")
    with durable():
        record_movements(
            movements=[
                NewMovement(
                    product_id=product_id,
                    location_id=level.location_id,
                    kind=MovementKind.adjusted((quantity if level == kept else 0) - level.on_hand),
                    reason="only the last ones are left",
                    quantity=(quantity if level == kept else 0) - level.on_hand,
                    at=clock.now(),
                    source_kind="bench",
                    source_id=f"leave-{product_id}",
                    source_line=str(level.pk),
                )
                for level in levels
            ]
        )
    left = available_quantity(channel=shop.web, product_ids=[product_id], at=clock.now())[product_id]
    assert left == quantity
