"""A shop in Lucca with a till, and mugs at 12.20."""

from collections.abc import Callable
from threading import Event
from time import monotonic

import pytest
from django.db import connection

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


@pytest.fixture
def until_final() -> Callable[[], None]:
    """Return what waits until all that was committed so far is final: until older transactions have ended.

    Tests that run beside this one on the same server have transactions of their own.
    """

    def wait() -> None:
        deadline = monotonic() + 60
        with connection.cursor() as sql:
            sql.execute("SELECT pg_current_xact_id()::text::bigint")
            [last] = sql.fetchone()
            while monotonic() < deadline:
                sql.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                if sql.fetchone()[0] > last:
                    return
                Event().wait(0.02)
        raise AssertionError("another transaction has been open for a minute")

    return wait
