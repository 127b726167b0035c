"""A shelf that was counted, and what happens to it at the same moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.core import clock
from apps.stock.models import StockCount, StockMovement
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import finish_count
from apps.stock.services.movements import record_movements
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.counts import enter, moments_ago, opened, stocked, typed
from tests.factories.stock import movement

Counted = tuple[Product, Location, StockCount]


@pytest.fixture
def counted(transactional_db: None) -> Counted:
    """Ten vases by the book, eight counted half an hour ago."""
    vase, lucca = ProductFactory(title="Vase"), LocationFactory(name="Lucca")
    stocked(vase, lucca, 10)
    count = opened(lucca)
    enter(count, typed(vase, 8))
    finish_count(count_id=count.pk, actor=None, at=clock.now())
    return vase, lucca, count


def post(count: StockCount) -> Callable[[], str]:
    """Return what posts the count."""
    return lambda: post_count(count_id=count.pk, actor=None, at=clock.now()).status


def sell_one(vase: Product, lucca: Location, *, minutes: float) -> Callable[[], Any]:
    """Return what books a sale of so many minutes ago."""
    fact = movement(vase, lucca, -1, at=moments_ago(minutes), source_kind="till-sale")

    def act() -> None:
        with transaction.atomic():
            record_movements(movements=[fact])

    return act


def differences() -> list[int]:
    """Return what counts have booked."""
    return [row.quantity for row in StockMovement.objects.filter(kind__startswith="count")]
