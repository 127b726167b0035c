"""From how many units on stock is low: the most precise rule counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import Category, Product, ProductCategory
from apps.stock.models import LowStockRule, ScheduledReceipt, StockLevel
from apps.stock.thresholds import low_levels, thresholds
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory
from tests.factories.stock import stock


@pytest.fixture
def lucca(db):
    return LocationFactory(name="Lucca")


@pytest.fixture
def como(db):
    return LocationFactory(name="Como")


@pytest.fixture
def kitchen(db):
    return Category.add_root(name="Kitchen")


@pytest.fixture
def cups(kitchen):
    return kitchen.add_child(name="Cups")


@pytest.fixture
def mug(cups, lucca):
    product = ProductFactory()
    ProductCategory.objects.create(product=product, category=cups)
    stock(product, lucca, 10)
    return product


def threshold(product, location):
    return thresholds(keys=[(product.pk, location.pk)]).get((product.pk, location.pk))


def test_without_a_rule_nothing_is_low(mug, lucca):
    assert threshold(mug, lucca) is None
    assert low_levels() == []


def test_each_more_precise_rule_counts_before_the_one_above(mug, lucca, kitchen, cups):
    steps = [
        {},
        {"location": lucca},
        {"category": kitchen},
        {"category": kitchen, "location": lucca},
        {"category": cups},
        {"category": cups, "location": lucca},
        {"product": mug},
        {"product": mug, "location": lucca},
    ]
    for number, step in enumerate(steps, start=1):
        LowStockRule.objects.create(threshold=number, **step)
        assert threshold(mug, lucca) == number, step
    StockLevel.objects.update(low_stock_threshold=0)
    assert threshold(mug, lucca) == 0


def test_the_nearest_category_counts_even_where_a_farther_one_names_the_location(mug, lucca, kitchen, cups):
    LowStockRule.objects.create(threshold=3, category=cups)
    LowStockRule.objects.create(threshold=9, category=kitchen, location=lucca)
    assert threshold(mug, lucca) == 3


def test_rules_of_other_places_goods_and_categories_do_not_count(mug, lucca, como, kitchen):
    other = ProductFactory()
    LowStockRule.objects.create(threshold=3, location=como)
    LowStockRule.objects.create(threshold=4, product=other)
    LowStockRule.objects.create(threshold=5, category=kitchen.add_child(name="Plates"))
    LowStockRule.objects.create(threshold=6, product=mug, location=como)
    assert threshold(mug, lucca) is None


def test_a_variant_is_in_the_categories_of_its_family(cups, lucca):
    family = ProductFactory(structure=Product.PARENT, sku=None)
    ProductCategory.objects.create(product=family, category=cups)
    green = ProductFactory(structure=Product.CHILD, parent=family, product_class=None)
    stock(green, lucca, 1)
    LowStockRule.objects.create(threshold=3, category=cups)
    assert threshold(green, lucca) == 3


def test_low_is_at_or_under_the_threshold(mug, lucca):
    LowStockRule.objects.create(threshold=9)
    assert low_levels() == []
    stock(mug, lucca, -1)
    (low,) = low_levels()
    assert (low.product_id, low.location_id, low.available, low.threshold) == (mug.pk, lucca.pk, 9, 9)
    assert low.missing == 9


def test_what_is_coming_lowers_what_is_missing_not_the_alarm(mug, lucca):
    LowStockRule.objects.create(threshold=10)
    ScheduledReceipt.objects.create(
        product=mug, location=lucca, quantity=8, source_kind="test", source_id="1", source_line="1"
    )
    (low,) = low_levels()
    assert (low.coming, low.missing) == (8, 2)


def test_closed_locations_and_goods_without_stock_are_never_low(mug, lucca):
    LowStockRule.objects.create(threshold=50)
    assert low_levels(location_ids=[lucca.pk])
    Product.objects.update(needs_shipping=False)
    assert low_levels() == []
    Product.objects.update(needs_shipping=True)
    type(lucca).objects.update(is_active=False)
    assert low_levels() == []


def test_one_query_however_many_levels(lucca, como):
    LowStockRule.objects.create(threshold=5)
    for place in (lucca, como):
        for _product in range(4):
            stock(ProductFactory(), place, 1)
    with CaptureQueriesContext(connection) as queries:
        assert len(low_levels()) == 8
    assert len(queries) == 1
