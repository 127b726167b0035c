"""A till on a bad line sends its batch again and again, all at once: every sale is booked once."""

from functools import partial

import pytest

from apps.core import clock
from apps.core.reconciliation import find_drifts
from apps.orders.models import Order
from apps.pos.models import Device, SaleEnvelope
from apps.stock.models import StockLevel
from tests.factories.boutique import Boutique
from tests.factories.pos import envelope, line
from tests.racing import race
from tests.serving import WebServer
from tests.visitor import Visitor

from .shopping import send, statuses

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

SALES, TIMES = 50, 5


def test_a_batch_sent_five_times_in_parallel_is_booked_once(
    boutique: Boutique, till: Device, server: WebServer
) -> None:
    now = clock.now().isoformat()
    goods = (boutique.mug, boutique.green, boutique.blue)
    sales = [
        envelope(line(goods[number % 3], title=f"Thing {number % 3}"), sequence=number + 1, sold_at=now)
        for number in range(SALES)
    ]

    answers = race([partial(send, Visitor(server.url), sales) for _ in range(TIMES)])

    assert [statuses(answer) for answer in answers] == [["booked"] * SALES] * TIMES
    assert Order.objects.count() == SaleEnvelope.objects.count() == SALES
    sold = StockLevel.objects.filter(location=boutique.lucca)
    assert sum(level.on_hand for level in sold) == -SALES
    assert list(find_drifts()) == []
