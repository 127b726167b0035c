"""However many shoppers order at once, what is there is promised once."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import transaction

from apps.channels.models import Channel, Location
from apps.orders.models import Order
from apps.orders.services.placement import OutOfStock, place_order
from apps.orders.services.sales import record_sale
from apps.stock.models import StockLevel
from apps.stock.selectors import available_quantity
from tests.factories.orders import collected, command, delivered, drifts, mug_at, sale, sale_line
from tests.factories.pricing import NOON
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

BUYERS = 20


def outcomes(results: list[Any]) -> Counter[str]:
    return Counter(
        "ordered" if isinstance(each, Order) else "sold out" if isinstance(each, OutOfStock) else repr(each)
        for each in results
    )


def buyers(wished: Callable[[int], Any]) -> list[Callable[[], Order]]:
    return [partial(place_order, command=wished(number), at=NOON) for number in range(BUYERS)]


def test_the_last_unit_has_one_buyer(web: Channel, altopascio: Location) -> None:
    mug = mug_at("12.20", (altopascio, 1))

    results = race(buyers(lambda _number: command(web, delivered(mug))))

    assert outcomes(results) == {"ordered": 1, "sold out": BUYERS - 1}
    assert StockLevel.objects.get().allocated == 1
    assert drifts() == []


def test_all_units_of_all_places_are_sold_and_no_more(
    web: Channel, altopascio: Location, lucca: Location
) -> None:
    mug = mug_at("12.20", (altopascio, 3), (lucca, 4))

    def wished(number: int) -> Any:
        return command(web, collected(mug, lucca) if number % 2 else delivered(mug))

    assert outcomes(race(buyers(wished))) == {"ordered": 7, "sold out": BUYERS - 7}
    assert {level.available for level in StockLevel.objects.all()} == {0}
    assert drifts() == []


def test_opposite_baskets_do_not_deadlock(web: Channel, altopascio: Location) -> None:
    mug, lamp = mug_at("12.20", (altopascio, 50)), mug_at("30.00", (altopascio, 50))

    def wished(number: int) -> Any:
        lines = [delivered(mug), delivered(lamp)]
        return command(web, *(lines if number % 2 else lines[::-1]))

    assert outcomes(race(buyers(wished))) == {"ordered": BUYERS}


def test_control_looking_first_sells_the_last_unit_to_everybody(
    web: Channel, tills: Channel, lucca: Location
) -> None:
    mug = mug_at("12.20", (lucca, 1))
    everybody_looked = Barrier(BUYERS, timeout=PATIENCE)

    def buy() -> str:
        left = available_quantity(channel=web, product_ids=[mug.pk], at=NOON)[mug.pk]
        everybody_looked.wait()
        if not left:
            return "sold out"
        with transaction.atomic():
            record_sale(sale=sale(tills, lucca, sale_line(mug)))
        return "bought"

    assert race([buy] * BUYERS).count("bought") == BUYERS
    assert StockLevel.objects.get().on_hand == 1 - BUYERS
