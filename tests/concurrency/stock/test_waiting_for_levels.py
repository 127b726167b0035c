"""Whoever waits for levels gets all of them, also those that changed meanwhile."""

import pytest
from django.db import connection, transaction
from django.db.models import F

from apps.core.reconciliation import find_drifts
from apps.stock.models import Hold, StockLevel
from apps.stock.services.holds import hold
from apps.stock.services.levels import lock_levels
from apps.stock.types import Demand
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, WarehouseFactory
from tests.factories.stock import NOON, stock
from tests.racing import PATIENCE, race, second_connection, waiting_for_locks
from tests.waiting import eventually

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


def found_after_waiting(lock):
    """Let Bob change all levels, and Alice lock them meanwhile, for which she has to wait; return how many she gets."""
    with second_connection() as alice, second_connection() as bob:
        bob.begin()
        bob.do(lambda: StockLevel.objects.update(safety_stock=F("safety_stock") + 1))
        alice.begin()
        locking = alice.start(lambda: len(list(lock())))
        eventually(waiting_for_locks)
        bob.commit()
        return locking.result(timeout=PATIENCE)


def test_all_levels_are_locked_whoever_changed_them_meanwhile(vases):
    keys = [(level.product_id, level.location_id) for level in StockLevel.objects.all()]

    assert found_after_waiting(lambda: lock_levels(keys=keys)) == 2


def test_control_a_subquery_for_the_ids_loses_levels(vases):
    ids = list(StockLevel.objects.values_list("pk", flat=True))

    def lock_as_with_many_levels():
        """Lock by the plan that long tables have; a short one's depends on who counted its rows when."""
        with connection.cursor() as cursor:
            long = (
                "UPDATE pg_class SET reltuples = 1e6, relpages = 1 WHERE oid = 'stock_stocklevel'::regclass"
            )
            cursor.execute(long)
        return StockLevel.objects.raw(_AS_A_SUBQUERY, [ids])

    assert found_after_waiting(lock_as_with_many_levels) < 2


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
