"""Goods on shelves, put there as in life: by a receipt that the ledger records."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.stock.choices import MovementKind
from apps.stock.models import StockLevel
from apps.stock.services.movements import record_movements
from apps.stock.types import Demand, NewMovement, Take

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def movement(product: Product, location: Location, quantity: int, **facts: Any) -> NewMovement:
    """Return a movement of its own cause: a receipt, or a sale if the quantity is negative."""
    given = {
        "kind": MovementKind.RECEIPT if quantity > 0 else MovementKind.SALE,
        "at": NOON,
        "source_kind": "test",
        "source_id": str(uuid4()),
    }
    return NewMovement(
        product_id=product.pk, location_id=location.pk, quantity=quantity, **{**given, **facts}
    )


def stock(product: Product, location: Location, quantity: int, *, safety_stock: int = 0) -> StockLevel:
    """Put so many units of the product at the location and return its level."""
    with transaction.atomic():
        record_movements(movements=[movement(product, location, quantity)])
        StockLevel.objects.filter(product=product, location=location).update(safety_stock=safety_stock)
    return level(product, location)


def sell(product: Product, location: Location, quantity: int) -> None:
    """Record that a till sold the goods, there or not."""
    with transaction.atomic():
        record_movements(movements=[movement(product, location, -quantity, source_kind="till-sale")])


def level(product: Product, location: Location) -> StockLevel:
    """Return the level as it is now."""
    return StockLevel.objects.get(product=product, location=location)


def figures(product: Product, location: Location) -> tuple[int, int, int]:
    """Return on hand, allocated and held as they are now."""
    now = level(product, location)
    return now.on_hand, now.allocated, now.held


def take(product: Product, location: Location, quantity: int, line: str = "1") -> Take:
    return Take(line, product.pk, location.pk, quantity)


def demand(product: Product, quantity: int, line: str = "1", location: Location | None = None) -> Demand:
    return Demand(line, product.pk, quantity, location.pk if location else None)
