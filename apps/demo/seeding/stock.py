"""What lies where on the first day: the warehouse full, the shops stocked, a few things scarce."""

import random
from datetime import datetime
from decimal import Decimal

from apps.catalog.models import BundleComponent, Product
from apps.channels.models import Location
from apps.core.transactions import durable
from apps.stock.services.limits import set_limits
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

OPENING = "demo-opening"
SCARCE_EVERY = 11
"""Every so manieth variant is scarce: a handful in the warehouse, none in most shops."""


def seed_stock(*, at: datetime, chance: random.Random) -> None:
    """Receive the opening stock; the same receipt isn't booked twice. Of a bundle only the components are received."""
    products = list(Product.objects.filter(sku__isnull=False, needs_shipping=True).order_by("pk"))
    bundles = set(BundleComponent.objects.values_list("bundle", flat=True))
    locations = list(Location.objects.order_by("pk"))
    costs = dict(
        Product.objects.filter(prices__price_list__code="base-eur").values_list("pk", "prices__amount")
    )
    movements = [
        NewMovement(
            product_id=product.pk,
            location_id=location.pk,
            kind="receipt",
            quantity=quantity,
            at=at,
            source_kind=OPENING,
            source_id=location.code,
            source_line=str(product.pk),
            reason="opening stock",
            unit_cost=(costs.get(product.pk, Decimal(10)) * Decimal("0.45")).quantize(Decimal("0.01")),
        )
        for place, product in enumerate(products)
        for location in locations
        if (quantity := _quantity(place, location, chance)) and product.pk not in bundles
    ]
    with durable():
        record_movements(movements=movements)
    for place, product in enumerate(products):
        if is_scarce(place) and product.pk not in bundles:
            _watch(product, locations)


def _watch(product: Product, locations: list[Location]) -> None:
    """Have a scarce variant reported as low before it is gone."""
    for location in locations:
        set_limits(
            product_id=product.pk,
            location_id=location.pk,
            safety_stock=0,
            low_stock_threshold=12 if location.kind == Location.Kind.WAREHOUSE else 3,
            actor=None,
        )


def is_scarce(place: int) -> bool:
    """Tell whether the variant at this place, in the order of keys, is one of the scarce ones."""
    return place % SCARCE_EVERY == SCARCE_EVERY - 1


def _quantity(place: int, location: Location, chance: random.Random) -> int:
    scarce = is_scarce(place)
    if location.kind == Location.Kind.WAREHOUSE:
        return chance.randint(3, 6) if scarce else chance.randint(60, 120)
    if scarce:
        return chance.choice((0, 0, 1, 2))
    return chance.randint(14, 40)
