"""Sales as tills have been sending them since version 1: every later version books them the same."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from apps.orders.models import Order
from apps.pos.envelopes import read_envelope
from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import DeviceFactory, report
from tests.factories.pricing import PriceFactory, TaxRateFactory

GOLDEN = sorted(Path(__file__).parent.glob("sale_envelopes/v*/*.json"))
PROJECT = Path(__file__).resolve().parents[2]


def load(path: Path) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads(path.read_text())
    return golden


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_it_is_booked_as_ever(path: Path, db: None) -> None:
    golden = load(path)
    lucca = LocationFactory(name="Lucca", code="lucca")
    till = DeviceFactory(location=lucca, channel=TillChannelFactory(sells_from=[lucca]))
    TaxRateFactory()
    PriceFactory(product=ProductFactory(title="Mug", sku="MUG"), amount="12.20")

    [answer] = report(till, golden["envelope"])

    assert (answer.status, [found["code"] for found in answer.differences]) == (
        "booked",
        golden["books"]["differences"],
    )
    assert Order.objects.get().total_incl_tax == Decimal(golden["books"]["total"])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_it_is_what_the_published_format_says(path: Path) -> None:
    envelope = load(path)["envelope"]
    schema = json.loads((PROJECT / f"apps/pos/envelopes/{path.parent.name}.schema.json").read_text())

    Draft202012Validator(schema).validate(envelope)
    assert str(read_envelope(envelope).sale_id) == envelope["sale_id"]


def test_there_are_some() -> None:
    assert len(GOLDEN) >= 10
