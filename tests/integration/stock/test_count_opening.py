"""What a count has to find: everything, what is due, a category with all below it, a shelf."""

from datetime import timedelta

import pytest
from django.db import transaction

from apps.catalog.models import Category
from apps.core import clock
from apps.core.models import AuditEntry
from apps.stock.choices import CountScope, MovementKind, StockState
from apps.stock.count_scopes import products_in_scope
from apps.stock.models import StockCount, StockLevel
from apps.stock.services.checks import UnknownLocation
from apps.stock.services.counts.opening import CannotBeCounted, IncompleteScope, NothingToCount, open_count
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import finish_count, leave_rest
from apps.stock.services.movements import record_movements
from tests.factories.catalog import ProductFactory
from tests.factories.counts import enter, opened, stocked, typed
from tests.factories.stock import movement, sell


def products_of(count):
    return set(count.lines.values_list("product__title", flat=True))


def test_everything_that_the_book_knows_of(vase, cup, lucca, como):
    stocked(vase, lucca, 5)
    stocked(cup, como, 5)
    sell(ProductFactory(title="Owed"), lucca, 1)

    assert products_of(opened(lucca)) == {"Vase", "Owed"}


def test_a_shop_of_which_the_book_knows_nothing_can_be_counted(vase, lucca):
    count = opened(lucca)
    enter(count, typed(vase, 3))

    assert products_of(count) == {"Vase"}
    assert count.lines.get().in_scope


def test_a_category_with_all_below_it(vase, cup, lucca):
    kitchen = Category.add_root(name="Kitchen")
    cups = kitchen.add_child(name="Cups")
    family = ProductFactory(structure="parent", sku=None, title="Vases")
    cup.categories.add(cups)
    family.categories.add(kitchen)
    vase.parent, vase.structure = family, "child"
    vase.save()
    for product in (vase, cup, ProductFactory(title="Chair")):
        stocked(product, lucca, 2)

    assert products_of(opened(lucca, CountScope.CATEGORY, category=kitchen)) == {"Vase", "Cup"}
    assert products_of(opened(lucca, CountScope.CATEGORY, category=cups)) == {"Cup"}


def test_a_shelf(vase, cup, lucca):
    stocked(vase, lucca, 5)
    stocked(cup, lucca, 5)
    StockLevel.objects.filter(product=vase).update(shelf="3B")

    assert products_of(opened(lucca, CountScope.SHELF, shelf=" 3b ")) == {"Vase"}


def test_goods_in_another_state(vase, cup, lucca):
    stocked(cup, lucca, 5)
    with transaction.atomic():
        record_movements(
            movements=[movement(vase, lucca, 2, kind=MovementKind.STATE_IN, state=StockState.QUARANTINE)]
        )

    assert products_of(opened(lucca, state=StockState.QUARANTINE)) == {"Vase"}


def test_what_is_due_is_what_was_not_counted_lately(vase, cup, lucca):
    now = clock.now()
    stocked(vase, lucca, 5)
    stocked(cup, lucca, 5)
    count = opened(lucca)
    enter(count, typed(vase, 5))
    finish_count(count_id=count.pk, actor=None, at=now)
    leave_rest(count_id=count.pk, actor=None)
    post_count(count_id=count.pk, actor=None, at=now)

    def due(days=0, most=None):
        return products_in_scope(
            location_id=lucca.pk, scope=CountScope.CYCLE, at=now + timedelta(days=days), most=most
        )

    assert due() == [cup.pk]
    assert due(days=400) == [cup.pk, vase.pk]
    assert due(days=400, most=1) == [cup.pk]
    sell(vase, lucca, 6)
    assert due() == [vase.pk, cup.pk], "less than nothing can't be right"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"scope": CountScope.CATEGORY}, IncompleteScope),
        ({"scope": CountScope.SHELF, "shelf": "  "}, IncompleteScope),
        ({"scope": CountScope.SHELF, "shelf": "9Z"}, NothingToCount),
        ({"scope": CountScope.CYCLE}, NothingToCount),
        ({"scope": "else"}, CannotBeCounted),
        ({"state": StockState.IN_TRANSIT}, CannotBeCounted),
        ({"location_id": 0}, UnknownLocation),
    ],
)
def test_nonsense_is_refused_and_opens_nothing(lucca, facts, refusal):
    given = {"location_id": lucca.pk, "scope": CountScope.FULL, "actor": None, "at": clock.now(), **facts}

    with pytest.raises(refusal) as refused:
        open_count(**given)

    assert str(refused.value)
    assert not StockCount.objects.exists()
    assert not AuditEntry.objects.exists()
