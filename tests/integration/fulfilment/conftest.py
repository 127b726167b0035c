"""A web shop that sells from Altopascio and the shops in Lucca and Como; Bob works everywhere."""

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from tests.factories.accounts import staff
from tests.factories.channels import ChannelFactory, LocationFactory, WarehouseFactory
from tests.factories.orders import mug_at
from tests.factories.pricing import TaxRateFactory


@pytest.fixture
def altopascio(db: None) -> Location:
    return WarehouseFactory()


@pytest.fixture
def lucca(db: None) -> Location:
    return LocationFactory(pickup_keep_days=7)


@pytest.fixture
def como(db: None) -> Location:
    return LocationFactory(name="Como")


@pytest.fixture
def web(altopascio: Location, lucca: Location, como: Location) -> Channel:
    TaxRateFactory()
    return ChannelFactory(sells_from=[altopascio, lucca, como])


@pytest.fixture
def bob(db: None) -> User:
    return staff("fulfilment")


@pytest.fixture
def mug(web: Channel, altopascio: Location, lucca: Location) -> Product:
    return mug_at("12.20", (altopascio, 10), (lucca, 5), title="Mug", sku="MUG")


@pytest.fixture
def vase(web: Channel, altopascio: Location, lucca: Location) -> Product:
    return mug_at("24.40", (altopascio, 10), (lucca, 5), title="Vase", sku="VASE")
