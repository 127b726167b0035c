"""Whoever waits for levels gets all of them, also those that changed meanwhile."""

import pytest
from django.db import transaction
from django.db.models import F

from apps.core.reconciliation import find_drifts
from apps.stock.models import Hold, StockLevel
from apps.stock.services.holds import hold
from apps.stock.services.levels import lock_levels
from apps.stock.types import Demand
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, WarehouseFactory
from tests.factories.stock import NOON, stock
from tests.racing import race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

SHOPPERS = 12

_AS_A_SUBQUERY = """
SELECT level.* FROM stock_stocklevel AS level
WHERE level.id IN (SELECT unnest(%s::bigint[]) UNION ALL SELECT level_id FROM stock_hold WHERE holder IS NULL)
ORDER BY level.product_id, level.location_id FOR UPDATE OF level
"""


@pytest.fixture
def altopascio():
    return WarehouseFactory()


@pytest.fixture
def vases(altopascio):
    vases = ProductFactory.create_batch(2)
    for vase in vases:
        stock(vase, altopascio, 100)
    return vases


def lock_and_change(lock):
    with transaction.atomic():
        levels = list(lock())
        StockLevel.objects.update(safety_stock=F("safety_stock") + 1)
    return len(levels)


def test_all_levels_are_locked_whoever_changed_them_meanwhile(vases):
    keys = [(level.product_id, level.location_id) for level in StockLevel.objects.all()]

    assert race([lambda: lock_and_change(lambda: lock_levels(keys=keys))] * SHOPPERS) == [2] * SHOPPERS


def test_control_a_subquery_for_the_ids_loses_levels(vases):
    ids = list(StockLevel.objects.values_list("pk", flat=True))

    found = race([lambda: lock_and_change(lambda: StockLevel.objects.raw(_AS_A_SUBQUERY, [ids]))] * SHOPPERS)

    assert min(found) < 2


def test_many_checkouts_at_once_hold_the_same_things(vases, altopascio):
    web = ChannelFactory(sells_from=[altopascio])

    def checkout(number):
        def keep():
            with transaction.atomic():
                demands = [Demand(str(vase.pk), vase.pk, 1) for vase in vases]
                return hold(demands=demands, channel=web, holder=f"basket:{number}", at=NOON)

        return keep

    results = race([checkout(number) for number in range(SHOPPERS)])

    assert len(set(results)) == 1
    assert Hold.objects.count() == 2 * SHOPPERS
    assert not list(find_drifts())
