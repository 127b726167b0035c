"""A basket submitted many times at once, by double clicks and impatient reloads, is one order."""

from functools import partial
from threading import Barrier
from typing import Any

import pytest

from apps.channels.models import Channel, Location
from apps.orders.models import Order, OrderEntry, ShippingAddress
from apps.orders.services.placement import place_order
from apps.payments.models import Payment
from apps.stock.models import StockLevel
from tests.factories.orders import command, delivered, drifts, mug_at
from tests.factories.pricing import NOON
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

CLICKS = 10


def test_ten_submissions_are_one_order(web: Channel, altopascio: Location) -> None:
    wished = command(web, delivered(mug_at("12.20", (altopascio, 50))), source_id="17")

    results = race([partial(place_order, command=wished, at=NOON)] * CLICKS)

    order = Order.objects.get()
    assert results == [order] * CLICKS
    assert (Payment.objects.count(), OrderEntry.objects.count()) == (1, 1)
    assert ShippingAddress.objects.get() == order.shipping_address
    assert StockLevel.objects.get().allocated == 1
    assert drifts() == []


def test_the_last_unit_goes_to_the_basket_however_often_it_is_submitted(
    web: Channel, altopascio: Location
) -> None:
    wished = command(web, delivered(mug_at("12.20", (altopascio, 1))), source_id="17")

    results = race([partial(place_order, command=wished, at=NOON)] * CLICKS)

    assert results == [Order.objects.get()] * CLICKS


def test_control_looking_first_places_every_submission(web: Channel, altopascio: Location) -> None:
    mug = mug_at("12.20", (altopascio, 50))
    everybody_looked = Barrier(CLICKS, timeout=PATIENCE)

    def submit() -> Any:
        known = Order.objects.filter(contact_name="Alice Bianchi").first()
        everybody_looked.wait()
        return known or place_order(command=command(web, delivered(mug)), at=NOON)

    race([submit] * CLICKS)

    assert Order.objects.count() == CLICKS
