"""Forty buyers at once, on the web and at the till: the web promises what is there, the till's sales all count."""

from collections import Counter
from functools import partial

import pytest
from django.db import transaction

from apps.channels.models import Location
from apps.core import clock
from apps.core.reconciliation import find_drifts
from apps.orders.models import Order
from apps.pos.models import Device
from apps.stock.models import StockLevel
from tests.factories.boutique import Boutique
from tests.factories.pos import envelope, line
from tests.racing import race
from tests.serving import WebServer
from tests.visitor import Visitor

from .shopping import faults_of, order, send, statuses

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

IN_ALTOPASCIO, IN_LUCCA = 10, 5
DELIVERED, COLLECTED, AT_THE_TILL = 14, 6, 20


def level(boutique: Boutique, location: Location) -> StockLevel:
    return StockLevel.objects.get(product=boutique.mug, location=location)


def test_the_web_promises_what_is_there_and_the_till_is_never_refused(
    boutique: Boutique, till: Device, server: WebServer
) -> None:
    mug = boutique.mug
    with transaction.atomic():
        boutique.receive(mug, IN_LUCCA, boutique.lucca)
    visitors = [Visitor(server.url) for _ in range(DELIVERED + COLLECTED + AT_THE_TILL)]
    lucca = {"way": str(boutique.lucca.pk), "pay": "on-collection"}
    ways = [{}] * DELIVERED + [lucca] * COLLECTED
    shoppers = [partial(order, visitor, mug.pk, **way) for visitor, way in zip(visitors, ways, strict=False)]
    now = clock.now().isoformat()
    sales = [envelope(line(mug), sequence=number + 1, sold_at=now) for number in range(AT_THE_TILL)]
    tills = [
        partial(send, visitor, [sale])
        for visitor, sale in zip(visitors[DELIVERED + COLLECTED :], sales, strict=True)
    ]

    results = race([*shoppers, *tills])

    assert [fault for visitor in visitors for fault in faults_of(visitor)] == []
    assert [statuses(answer) for answer in results[-AT_THE_TILL:]] == [["booked"]] * AT_THE_TILL
    ordered = Counter(results[: DELIVERED + COLLECTED])
    assert set(ordered) <= {True, False}
    assert Order.objects.filter(source_kind="basket").count() == ordered[True]
    altopascio, lucca_now = level(boutique, boutique.altopascio), level(boutique, boutique.lucca)
    assert (altopascio.on_hand, altopascio.allocated) == (IN_ALTOPASCIO, IN_ALTOPASCIO)
    assert lucca_now.on_hand == IN_LUCCA - AT_THE_TILL
    assert lucca_now.allocated == ordered[True] - IN_ALTOPASCIO <= IN_LUCCA
    assert {altopascio.held, lucca_now.held} == {0}
    assert list(find_drifts()) == []
