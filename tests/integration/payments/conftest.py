"""A web shop, and Alice's order that waits for 24.40 EUR by card."""

import pytest

from apps.channels.models import Channel, Location
from apps.orders.models import Order
from apps.payments.models import Payment
from tests.factories.channels import ChannelFactory, WarehouseFactory
from tests.factories.orders import delivered, mug_at, placed
from tests.factories.pricing import TaxRateFactory


@pytest.fixture
def altopascio() -> Location:
    return WarehouseFactory()


@pytest.fixture
def web(altopascio: Location) -> Channel:
    TaxRateFactory()
    return ChannelFactory(sells_from=[altopascio])


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    return placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2))


@pytest.fixture
def order_payment(order: Order) -> Payment:
    return Payment.objects.get(order_payment__order=order)
