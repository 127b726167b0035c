"""Sales of a till, sent to the API in batches of a hundred, against the bare statements."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from apps.catalog.models import Product
from apps.core import clock
from tests.factories.pos import envelope, line

from .. import bare
from ..figures import Figure, against_floor, at_least, in_turn, seconds_of
from ..shop import Shop

BATCH, TIMES, MOST, LEAST = 100, 8, 4.0, 150


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield the median time of a batch and the sales booked a second."""
    bare.make_tables()
    turns, visitor = count(), shop.visitor()
    headers = {"Authorization": f"Device {shop.till_token}", "Content-Type": "application/json"}

    def ours() -> float:
        body = json.dumps({"sales": batch(shop.goods, BATCH * next(turns))})
        answer = visitor.request("POST", "/api/v1/pos/sales", body=body, headers=headers)
        statuses = {sale["status"] for sale in json.loads(answer.body)["sales"]}
        assert statuses == {"booked"}, answer.text[:500]
        return answer.seconds

    def floor() -> float:
        return seconds_of(lambda: bare.book_batch(list(range(1, BATCH + 1))))

    in_turn(ours, floor, times=2)
    seconds, under = in_turn(ours, floor, times=TIMES)
    yield against_floor(
        "till sales", f"p50 of a batch of {BATCH} over HTTP", seconds=seconds, floor=under, most=MOST
    )
    yield at_least(
        "till sales: rate", "sales booked by one till sending batches", BATCH / seconds, "sales/s", LEAST
    )


def batch(goods: list[Product], first: int) -> list[dict[str, Any]]:
    """Return sales of two lines each, on different goods."""
    now = clock.now().isoformat()
    return [
        envelope(
            line(goods[number % 250]),
            line(goods[250 + number % 250], 2),
            sequence=first + number + 1,
            sold_at=now,
        )
        for number in range(BATCH)
    ]
