"""An alert opens when a level falls to its threshold, closes when it is above, and is told once."""

import pytest

from apps.core.models import OutboxEvent
from apps.stock.models import LowStockAlert, LowStockRule
from apps.stock.services.low_stock import watch_low_stock
from apps.stock.tasks import sweep_low_stock
from apps.stock.tasks import watch_low_stock as heard
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.stock import NOON, sell, stock


@pytest.fixture
def lucca(db):
    return LocationFactory(name="Lucca")


@pytest.fixture
def mug(lucca):
    LowStockRule.objects.create(threshold=3)
    product = ProductFactory()
    stock(product, lucca, 5)
    return product


def news():
    return list(OutboxEvent.objects.filter(name="stock.low").order_by("pk"))


def test_a_crossing_opens_one_alert_and_tells_once(mug, lucca):
    assert watch_low_stock(at=NOON) == 0
    sell(mug, lucca, 2)
    assert watch_low_stock(at=NOON) == 1
    sell(mug, lucca, 1)
    assert watch_low_stock(at=NOON) == 0
    alert = LowStockAlert.objects.get()
    assert (alert.threshold, alert.available, alert.closed_at) == (3, 3, None)
    (event,) = news()
    assert event.payload == {"location_id": lucca.pk, "levels": [[mug.pk, 3, 3]]}


def test_it_closes_when_the_level_is_above_and_opens_again_at_the_next_crossing(mug, lucca):
    sell(mug, lucca, 2)
    watch_low_stock(at=NOON)
    stock(mug, lucca, 10)
    watch_low_stock(at=NOON)
    assert LowStockAlert.objects.get().closed_at == NOON
    sell(mug, lucca, 10)
    assert watch_low_stock(at=NOON) == 1
    assert LowStockAlert.objects.count() == len(news()) == 2


def test_a_change_of_some_levels_looks_at_those_alone(mug, lucca):
    other = ProductFactory()
    stock(other, lucca, 1)
    sell(mug, lucca, 2)
    assert watch_low_stock(at=NOON, keys=[(mug.pk, lucca.pk)]) == 1
    assert LowStockAlert.objects.get().product == mug
    stock(mug, lucca, 9)
    stock(other, lucca, 9)
    LowStockAlert.objects.create(product=other, location=lucca, threshold=3, available=1, opened_at=NOON)
    watch_low_stock(at=NOON, keys=[(other.pk, lucca.pk)])
    assert LowStockAlert.objects.get(closed_at=None).product == mug


def test_what_stock_tells_is_what_the_task_hears(mug, lucca):
    sell(mug, lucca, 2)
    event = OutboxEvent.objects.filter(name="stock.changed").order_by("pk").last()
    heard(event={"payload": event.payload})
    assert LowStockAlert.objects.get().product == mug


def test_the_sweep_finds_what_nobody_told_of(mug, lucca):
    LowStockRule.objects.update(threshold=8)
    sweep_low_stock()
    assert LowStockAlert.objects.filter(closed_at=None).count() == 1
    LowStockRule.objects.all().delete()
    sweep_low_stock()
    assert not LowStockAlert.objects.filter(closed_at=None).exists()
