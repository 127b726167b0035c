"""Ceramiche Conti sells vases and cups; the warehouse in Altopascio and a shop in Lucca buy."""

import pytest

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.purchasing.models import Supplier
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory, WarehouseFactory
from tests.factories.purchasing import SupplierFactory, sells


@pytest.fixture
def altopascio(db: None) -> Location:
    return WarehouseFactory(name="Altopascio")


@pytest.fixture
def lucca(db: None) -> Location:
    return LocationFactory(name="Lucca")


@pytest.fixture
def vase(db: None) -> Product:
    return ProductFactory(title="Vase", sku="VASE", weight_grams=2000)


@pytest.fixture
def cup(db: None) -> Product:
    return ProductFactory(title="Cup", sku="CUP", weight_grams=250)


@pytest.fixture
def conti(vase: Product, cup: Product) -> Supplier:
    supplier = SupplierFactory()
    sells(supplier, vase, "12.00", (20, "10.00"), pack_size=2, supplier_sku="C-VASE")
    sells(supplier, cup, "3.00")
    return supplier
