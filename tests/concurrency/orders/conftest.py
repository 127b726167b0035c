"""A web shop with a warehouse and a shop, each kept small so that threads meet."""

import pytest

from apps.channels.models import Channel, Location
from tests.factories.channels import ChannelFactory, LocationFactory, TillChannelFactory, WarehouseFactory
from tests.factories.pricing import TaxRateFactory


@pytest.fixture
def altopascio(db: None) -> Location:
    return WarehouseFactory()


@pytest.fixture
def lucca(db: None) -> Location:
    return LocationFactory()


@pytest.fixture
def web(altopascio: Location, lucca: Location) -> Channel:
    TaxRateFactory()
    return ChannelFactory(sells_from=[altopascio, lucca])


@pytest.fixture
def tills(lucca: Location) -> Channel:
    return TillChannelFactory(sells_from=[lucca])
