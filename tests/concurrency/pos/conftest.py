"""Two tills in Lucca, and mugs and plates to sell."""

import pytest

from apps.catalog.models import Product
from apps.pos.models import Device
from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import DeviceFactory
from tests.factories.pricing import PriceFactory, TaxRateFactory


@pytest.fixture
def till(transactional_db: None) -> Device:
    lucca = LocationFactory(name="Lucca", code="lucca")
    return DeviceFactory(location=lucca, channel=TillChannelFactory(sells_from=[lucca]))


@pytest.fixture
def other_till(till: Device) -> Device:
    return DeviceFactory(location=till.location, channel=till.channel, token="till_bobs")


@pytest.fixture
def mug(transactional_db: None) -> Product:
    TaxRateFactory()
    return PriceFactory(product=ProductFactory(title="Mug"), amount="12.20").product


@pytest.fixture
def plate(transactional_db: None) -> Product:
    return PriceFactory(product=ProductFactory(title="Plate"), amount="12.20").product
