"""A till in Lucca that speaks the API."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.pos.models import Device
from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import TOKEN, DeviceFactory
from tests.factories.pricing import NOON, PriceFactory, TaxRateFactory


class Till(APIClient):
    """What a till does over HTTP."""

    def report(self, *sales: Any, zipped: bool = False, **extra: Any) -> Any:
        body = json.dumps({"sales": sales}).encode()
        return self.send(gzip.compress(body) if zipped else body, **extra)

    def send(self, body: bytes, **extra: Any) -> Any:
        return self.generic("POST", "/api/v1/pos/sales", body, content_type="application/json", **extra)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Let it be noon, when the tests' sales are made."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def lucca(db: None) -> Location:
    return LocationFactory(name="Lucca", code="lucca")


@pytest.fixture
def device(lucca: Location) -> Device:
    return DeviceFactory(location=lucca, channel=TillChannelFactory(sells_from=[lucca]), code="lucca-1")


@pytest.fixture
def till(device: Device) -> Till:
    client = Till()
    client.credentials(HTTP_AUTHORIZATION=f"Device {TOKEN}")
    return client


@pytest.fixture
def mug(db: None) -> Product:
    TaxRateFactory()
    mug = ProductFactory(title="Mug", sku="MUG")
    PriceFactory(product=mug, amount="12.20")
    return mug
