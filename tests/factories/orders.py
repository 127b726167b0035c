"""Sales that happened, and orders placed, with sensible defaults."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.ids import uuid7
from apps.orders.types import SaleFact, SaleLine, Tender
from tests.factories.pricing import NOON

VAT = Decimal("0.22")


def sale_line(product: Product | None, quantity: int = 1, **facts: Any) -> SaleLine:
    """Return a line of mugs at 12.20, tax included, 22 % of it."""
    unit_price = Decimal(facts.pop("unit_price", "12.20"))
    discount = Decimal(facts.pop("discount", 0))
    gross = facts.pop("gross", unit_price * quantity - discount)
    values: dict[str, Any] = {
        "product_id": product.pk if product else None,
        "sku": (product.sku if product else "") or "",
        "title": product.title if product else "Something",
        "quantity": quantity,
        "unit_price": unit_price,
        "discount": discount,
        "gross": gross,
        "net": (gross / (1 + VAT)).quantize(Decimal("0.01")),
        "tax_rate": VAT,
        "tax_category": "standard",
    }
    return SaleLine(**(values | facts))


def sale(channel: Channel, location: Location | None, *lines: SaleLine, **facts: Any) -> SaleFact:
    """Return a sale paid in cash to the cent, at noon."""
    key = facts.pop("id", uuid7())
    total = sum((line.gross for line in lines), Decimal(facts.get("rounding", 0)))
    values: dict[str, Any] = {
        "id": key,
        "number": None,
        "channel": channel,
        "location": location,
        "at": NOON,
        "business_date": date(2026, 11, 21),
        "currency": "EUR",
        "prices_include_tax": True,
        "customer_id": None,
        "actor_id": None,
        "source_kind": "till-sale",
        "source_id": str(key),
        "lines": lines,
        "tenders": (Tender("cash", total),),
    }
    return SaleFact(**(values | facts))
