"""A vase that Conti sells us in ten days, two shops near each other, one far away, and a warehouse."""

import pytest

from apps.purchasing.services.proposing import propose
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory, WarehouseFactory
from tests.factories.purchasing import NOON, SupplierFactory, sells


@pytest.fixture
def vase(db):
    return ProductFactory(title="Ortiga vase", sku="VASE")


@pytest.fixture
def bowl(db):
    return ProductFactory(title="Ortiga bowl", sku="BOWL")


@pytest.fixture
def lucca(db):
    return LocationFactory(name="Lucca", latitude="43.8430", longitude="10.5027")


@pytest.fixture
def altopascio(db):
    return WarehouseFactory(latitude="43.8160", longitude="10.6790")


@pytest.fixture
def como(db):
    return LocationFactory(name="Como", latitude="45.8080", longitude="9.0852")


@pytest.fixture
def conti(vase, bowl):
    supplier = SupplierFactory(name="Ceramiche Conti", lead_days=10)
    sells(supplier, vase, "8.00", pack_size=6)
    sells(supplier, bowl, "5.00")
    return supplier


@pytest.fixture
def look():
    """Return what looks through all locations at noon."""
    return lambda **facts: propose(at=NOON, **facts)
