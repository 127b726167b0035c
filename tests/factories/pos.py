"""Tills, and the sales they report."""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

import factory

from apps.catalog.models import Product
from apps.core.ids import uuid7
from apps.pos.batches import split_batch
from apps.pos.feeds import read_feed
from apps.pos.models import Device
from apps.pos.services.inbox import receive_sales
from apps.pos.types import Answer, RawSale
from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.pricing import NOON

TOKEN = "till_alices-token"


class DeviceFactory(factory.django.DjangoModelFactory[Device]):
    """A till in Lucca; `token` enrols it."""

    class Meta:
        model = Device

    class Params:
        token = TOKEN

    code = factory.Sequence(lambda n: f"lucca-{n}")
    name = "Front till"
    location = factory.SubFactory(LocationFactory)
    channel = factory.SubFactory(TillChannelFactory)
    token_digest = factory.LazyAttribute(
        lambda till: sha256(till.token.encode()).hexdigest() if till.token else None
    )
    enrolled_at = NOON


def line(product: Product | None = None, quantity: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a line of mugs at 12.20, 22 % tax included."""
    unit_price = Decimal(changes.pop("unit_price", "12.20"))
    gross = unit_price * quantity - Decimal(changes.get("discount", "0"))
    values: dict[str, Any] = {
        "title": product.title if product else "Something",
        "quantity": quantity,
        "unit_price": str(unit_price),
        "gross": str(gross),
        "net": str((gross / Decimal("1.22")).quantize(Decimal("0.01"))),
        "tax_rate": "0.22",
        "tax_category": "standard",
    }
    if product:
        values |= {"product_id": product.pk, "sku": product.sku}
    return values | changes


def envelope(*lines: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the first sale of a till, at noon, paid in cash to the cent."""
    gross = sum((Decimal(line["gross"]) for line in lines), Decimal(0))
    net = sum((Decimal(line["net"]) for line in lines), Decimal(0))
    values: dict[str, Any] = {
        "version": 1,
        "sale_id": str(uuid7()),
        "sequence": 1,
        "sold_at": NOON.isoformat(),
        "currency": "EUR",
        "prices_include_tax": True,
        "lines": list(lines),
        "tenders": [{"method": "cash", "amount": str(gross)}],
        "totals": {"gross": str(gross), "net": str(net), "tax": str(gross - net)},
    }
    return values | changes


def raw_sales(*envelopes: Any) -> list[RawSale]:
    """Return the sales as a till's batch brings them."""
    return split_batch(json.dumps({"sales": envelopes})).sales


def report(till: Device, *envelopes: Any, **changes: Any) -> list[Answer]:
    """Send the sales as one batch at noon; return the answers."""
    return receive_sales(device=till, sales=raw_sales(*envelopes), at=changes.pop("at", NOON), **changes)


def read_everything(till: Device, limit: int = 2000) -> tuple[list[dict[str, Any]], str]:
    """Read a new till's feed to its end; return the products of all pages and the cursor after them."""
    page = read_feed(device=till, cursor="", limit=limit, at=NOON)
    products = list(page.products)
    while page.more:
        page = read_feed(device=till, cursor=page.cursor, limit=limit, at=NOON)
        products += page.products
    assert page.complete
    return products, page.cursor
