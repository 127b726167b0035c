"""Saying from when on stock is low: who may, of what."""

import pytest

from apps.catalog.models import Category
from apps.core.models import AuditEntry
from apps.stock.models import LowStockRule
from apps.stock.services.checks import NotStocked, UnknownLocation, WrongQuantity
from apps.stock.services.low_stock import RuleForOneThing, RuleNotYours, UnknownCategory, set_low_stock_rule
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import LocationFactory


@pytest.fixture
def lucca(db):
    return LocationFactory(name="Lucca")


@pytest.fixture
def alice(lucca):
    """Alice manages Lucca."""
    return staff("manager", lucca)


@pytest.fixture
def owner(db):
    return staff("owner")


def test_a_rule_is_set_changed_and_ended(alice, lucca):
    mug = ProductFactory()
    for threshold in (3, 5):
        set_low_stock_rule(threshold=threshold, actor=alice, product_id=mug.pk, location_id=lucca.pk)
        assert LowStockRule.objects.get().threshold == threshold
    set_low_stock_rule(threshold=None, actor=alice, product_id=mug.pk, location_id=lucca.pk)
    assert not LowStockRule.objects.exists()
    assert AuditEntry.objects.filter(action="stock.low-rule-set").count() == 3


def test_a_manager_of_one_place_sets_no_rule_for_all_or_others(alice, owner):
    como = LocationFactory(name="Como")
    for location_id in (None, como.pk):
        with pytest.raises(RuleNotYours):
            set_low_stock_rule(threshold=3, actor=alice, location_id=location_id)
    assert not LowStockRule.objects.exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"threshold": -1}, WrongQuantity),
        ({"product_id": 10**9}, NotStocked),
        ({"category_id": 10**9}, UnknownCategory),
        ({"location_id": 10**9}, UnknownLocation),
        ({"product_id": 1, "category_id": 1}, RuleForOneThing),
    ],
)
def test_nonsense_is_refused(db, facts, refusal):
    boss = staff("owner")
    boss.staff_roles.update(all_locations=True)
    with pytest.raises(refusal):
        set_low_stock_rule(**{"threshold": 3, "actor": boss, **facts})
    assert not LowStockRule.objects.exists()


def test_a_category_everywhere(db):
    boss = staff("owner")
    boss.staff_roles.update(all_locations=True)
    kitchen = Category.add_root(name="Kitchen")
    set_low_stock_rule(threshold=3, actor=boss, category_id=kitchen.pk)
    assert LowStockRule.objects.get().category_id == kitchen.pk
