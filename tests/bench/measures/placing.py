"""Placing an order of three lines that nobody else wants, against the bare statements."""

from collections.abc import Iterator
from itertools import count

from apps.core import clock
from apps.orders.services.placement import place_order

from .. import bare
from ..figures import Figure, against_floor, in_turn, seconds_of
from ..shop import Shop

TIMES, MOST = 60, 4.0


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield the median time of placing an order."""
    bare.make_tables()
    keys, turns = [product.pk for product in shop.goods], count()

    def ours() -> float:
        first = 3 * next(turns) % 300
        command = shop.order(*keys[first : first + 3])
        return seconds_of(lambda: place_order(command=command, at=clock.now()))

    def floor() -> float:
        first = 3 * next(turns) % 300
        return seconds_of(lambda: bare.place_order([first + 1, first + 2, first + 3]))

    in_turn(ours, floor, times=5)
    seconds, under = in_turn(ours, floor, times=TIMES)
    yield against_floor(
        "place_order", "p50 of placing 3 lines, no contention", seconds=seconds, floor=under, most=MOST
    )
