"""The same goods are handed in at two counters at once: they are paid for once."""

from collections import Counter
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from apps.channels.models import Channel, Location
from apps.orders.models import Line, Order, Return
from apps.orders.services.returning import returnable
from apps.orders.services.returns import MoreThanSold, take_back
from apps.orders.services.sales import record_sale
from apps.orders.types import TakenBack
from tests.factories.orders import drifts, mug_at, sale, sale_line
from tests.factories.pricing import NOON
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

COUNTERS = 6


@pytest.fixture
def order(tills: Channel, lucca: Location) -> Order:
    with transaction.atomic():
        return record_sale(sale=sale(tills, lucca, sale_line(mug_at("12.20"), 2)))


def test_two_of_two_come_back_once(order: Order, lucca: Location) -> None:
    goods = [TakenBack(order.lines.get().pk, 1)]

    results = race(
        [
            partial(
                take_back,
                order_id=order.pk,
                lines=goods,
                location=lucca,
                actor=None,
                at=NOON,
                source_id=str(number),
            )
            for number in range(COUNTERS)
        ]
    )

    assert Counter(type(result) for result in results) == {Return: 2, MoreThanSold: COUNTERS - 2}
    assert Order.objects.get().total_incl_tax == 0
    assert drifts() == []


def test_control_looking_first_only_the_database_refuses(order: Order) -> None:
    everybody_looked = Barrier(COUNTERS, timeout=PATIENCE)

    def hand_in() -> int:
        left = sum(returnable(order=Order.objects.get(pk=order.pk)).values())
        everybody_looked.wait()
        if not left:
            return 0
        return Line.objects.update(returned_quantity=F("returned_quantity") + 1)

    results = race([hand_in] * COUNTERS)

    assert Counter(type(result) for result in results) == {int: 2, IntegrityError: COUNTERS - 2}
