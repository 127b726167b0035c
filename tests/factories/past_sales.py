"""Weeks of sales in the ledger, as tills would have recorded them."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.stock.services.movements import record_movements

from .stock import NOON, movement


def sold_daily(
    product: Product, location: Location, units: Sequence[int] | int, *, left: int, days: int = 60
) -> None:
    """Let so many units be sold on each of the days before today (today isn't over), and so many be left."""
    each_day = [units] * days if isinstance(units, int) else list(units)
    first = NOON - timedelta(days=len(each_day))
    with transaction.atomic():
        received = movement(product, location, sum(each_day) + left, at=first - timedelta(hours=1))
        sales = [
            movement(product, location, -sold, at=first + timedelta(days=day), source_kind="till-sale")
            for day, sold in enumerate(each_day)
            if sold
        ]
        record_movements(movements=[received, *sales])
