"""A shop in Lucca with a till, and mugs at 12.20."""

import pytest

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.pos.models import Device
from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import DeviceFactory
from tests.factories.pricing import PriceFactory, TaxRateFactory


@pytest.fixture
def lucca(db: None) -> Location:
    return LocationFactory(name="Lucca", code="lucca")


@pytest.fixture
def till(lucca: Location) -> Device:
    return DeviceFactory(location=lucca, channel=TillChannelFactory(sells_from=[lucca]), code="lucca-1")


@pytest.fixture
def mug(db: None) -> Product:
    TaxRateFactory()
    mug = ProductFactory(title="Mug", sku="MUG")
    PriceFactory(product=mug, amount="12.20")
    return mug
