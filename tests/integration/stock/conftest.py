"""A vase, two shops, a warehouse, and a web shop that sells from the warehouse first."""

import pytest

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, LocationFactory, WarehouseFactory
from tests.factories.counts import opened, stocked


@pytest.fixture
def vase(db: None) -> Product:
    return ProductFactory(title="Vase")


@pytest.fixture
def cup(db: None) -> Product:
    return ProductFactory(title="Cup")


@pytest.fixture
def altopascio(db: None) -> Location:
    return WarehouseFactory(name="Altopascio")


@pytest.fixture
def lucca(db: None) -> Location:
    return LocationFactory(name="Lucca")


@pytest.fixture
def como(db: None) -> Location:
    return LocationFactory(name="Como")


@pytest.fixture
def web(altopascio: Location, lucca: Location) -> Channel:
    return ChannelFactory(sells_from=[altopascio, lucca], hold_minutes=20)


@pytest.fixture
def alice(db):
    return StaffFactory(first_name="Alice")


@pytest.fixture
def bob(db):
    return StaffFactory(first_name="Bob")


@pytest.fixture
def count(vase, cup, lucca):
    """Ten vases and four cups by the book, and a count of all of it."""
    stocked(vase, lucca, 10)
    stocked(cup, lucca, 4)
    return opened(lucca)
