"""A shop that is counted, and what those who count say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.db import transaction

from apps.catalog.models import Barcode, Product
from apps.channels.models import Location
from apps.core import clock
from apps.stock.choices import CountScope, CountSource
from apps.stock.count_types import EntryAnswer, NewEntry
from apps.stock.models import CountLine, StockCount
from apps.stock.services.counts.entering import add_entries
from apps.stock.services.counts.opening import open_count
from apps.stock.services.movements import record_movements
from tests.factories.stock import movement, stock


def moments_ago(minutes: float) -> datetime:
    return clock.now() - timedelta(minutes=minutes)


@contextmanager
def in_the_past(minutes: float) -> Iterator[None]:
    """Let what is recorded in the block be recorded so many minutes ago."""
    moment = moments_ago(minutes)
    with patch.object(clock, "now", lambda: moment):
        yield


def stocked(product: Product, location: Location, quantity: int) -> None:
    """Have so many units there since before anybody counted."""
    with in_the_past(24 * 60):
        stock(product, location, quantity)


def sold(
    product: Product, location: Location, quantity: int, *, minutes: float, told: float | None = None
) -> None:
    """Sell so many minutes ago, told at once or so many minutes ago."""
    fact = movement(product, location, -quantity, at=moments_ago(minutes), source_kind="till-sale")
    with in_the_past(minutes if told is None else told), transaction.atomic():
        record_movements(movements=[fact])


def opened(location: Location, scope: str = CountScope.FULL, **facts: Any) -> StockCount:
    """Open a count an hour ago."""
    given = {"actor": None, "at": moments_ago(60), **facts}
    return open_count(location_id=location.pk, scope=scope, **given)


def entry(product: Product | str, quantity: int = 1, minutes: float = 30, **facts: Any) -> NewEntry:
    """Return what was scanned so many minutes ago."""
    code = product if isinstance(product, str) else str(product.sku)
    given = {"key": str(uuid4()), "at": moments_ago(minutes), **facts}
    return NewEntry(code=code, quantity=quantity, **given)


def typed(product: Product | str, quantity: int, minutes: float = 30, **facts: Any) -> NewEntry:
    return entry(product, quantity, minutes, source=CountSource.TYPED, **facts)


def enter(count: StockCount, *entries: NewEntry, actor: Any = None, **facts: Any) -> list[EntryAnswer]:
    return add_entries(count_id=count.pk, entries=entries, actor=actor, at=clock.now(), **facts)


def line_of(count: StockCount, product: Product) -> CountLine:
    return CountLine.objects.get(count=count, product=product)


def label(product: Product, gtin: str) -> Product:
    """Print a GTIN on the product."""
    Barcode.objects.create(product=product, gtin=gtin)
    return product
