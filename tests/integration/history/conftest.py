"""A web shop that sells from Altopascio, and files of its former system."""

from collections.abc import Callable
from pathlib import Path

import pytest

from apps.channels.models import Channel
from apps.history.services.importing import ImportResult, import_sales
from tests.factories.channels import ChannelFactory, WarehouseFactory

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"


@pytest.fixture
def channel() -> Channel:
    return ChannelFactory(code="web", sells_from=[WarehouseFactory()])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a file from lines such as `536365,MUG,6,2010-12-01,2.55,17850`."""

    def write(*lines: str, name: str = "sales.csv") -> Path:
        rows = []
        for line in lines:
            invoice, code, quantity, day, price, customer = line.split(",")
            rows.append(f"{invoice},{code},{code} OF TIN,{quantity},{day} 10:00:00,{price},{customer},UK")
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]))
        return path

    return write


@pytest.fixture
def book(channel: Channel) -> Callable[[Path], ImportResult]:
    return lambda path: import_sales(path=path, channel=channel, location=None)
