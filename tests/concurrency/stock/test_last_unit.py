"""The last units are promised once, however many ask at the same moment."""

from collections import Counter
from threading import Barrier

import pytest
from django.db import transaction
from django.db.models import F

from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel
from apps.stock.services.allocation import OutOfStock, allocate
from tests.factories.catalog import ProductFactory
from tests.factories.channels import WarehouseFactory
from tests.factories.stock import NOON, figures, stock, take
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

BUYERS, UNITS = 20, 5


@pytest.fixture
def vases():
    vase, altopascio = ProductFactory(title="Vase"), WarehouseFactory()
    stock(vase, altopascio, UNITS)
    return vase, altopascio


def test_five_units_go_to_five_of_twenty_buyers(vases):
    def buyer(number):
        def buy():
            with transaction.atomic():
                allocate(takes=[take(*vases, 1, line=str(number))], source_kind="order", at=NOON)
            return "bought"

        return buy

    results = race([buyer(number) for number in range(BUYERS)])

    outcomes = Counter("sold out" if isinstance(result, OutOfStock) else result for result in results)
    assert outcomes == {"bought": UNITS, "sold out": BUYERS - UNITS}
    assert figures(*vases) == (UNITS, UNITS, 0)
    assert not list(find_drifts())


def test_control_without_the_guard_everybody_buys(vases):
    vase, altopascio = vases
    everybody_looked = Barrier(BUYERS, timeout=PATIENCE)

    def buy():
        level = StockLevel.objects.get(product=vase, location=altopascio)
        everybody_looked.wait()
        if level.available < 1:
            return "sold out"
        StockLevel.objects.filter(pk=level.pk).update(allocated=F("allocated") + 1)
        return "bought"

    assert race([buy] * BUYERS).count("bought") == BUYERS
    assert figures(*vases) == (UNITS, BUYERS, 0)
