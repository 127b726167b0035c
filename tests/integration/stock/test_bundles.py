"""A bundle lies nowhere: what it consists of is promised, handed over, sold and brought back in its place."""

import pytest
from django.db import IntegrityError, transaction

from apps.catalog.models import BundleComponent
from apps.stock.models import Allocation, StockLevel, StockMovement
from apps.stock.reconciliation import drifts
from apps.stock.selectors import availability, available_quantity, promised_to
from apps.stock.services.adjust import adjust_stock
from apps.stock.services.allocation import OutOfStock, consume, release, reserve
from apps.stock.services.checks import ConsistsOfOthers
from apps.stock.services.holds import hold
from apps.stock.services.movements import record_movements
from tests.factories.catalog import ProductFactory, bundle
from tests.factories.stock import NOON, demand, figures, movement, stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def breakfast(vase, cup):
    return bundle((vase, 1), (cup, 2), title="Breakfast for two")


def order(web, *demands):
    with transaction.atomic():
        reserve(demands=demands, channel=web, source_kind="order", at=NOON)


def allocations():
    return list(Allocation.objects.order_by("level__product_id").values_list("quantity", "per_unit"))


def available(web, *products):
    found = available_quantity(channel=web, product_ids=[each.pk for each in products], at=NOON)
    return [found[each.pk] for each in products]


def test_there_are_as_many_as_its_components_allow_location_by_location(
    web, breakfast, vase, cup, altopascio, lucca, django_assert_num_queries
):
    stock(vase, altopascio, 2)
    stock(cup, altopascio, 9)
    stock(vase, lucca, 5)
    stock(cup, lucca, 3)

    with django_assert_num_queries(1):
        places = availability(channel=web, product_ids=[breakfast.pk], at=NOON)[breakfast.pk]

    assert [(each.location_id, each.available) for each in places] == [(altopascio.pk, 2), (lucca.pk, 1)]
    assert available(web, breakfast, vase, cup) == [3, 7, 12]


def test_its_components_are_promised(web, breakfast, vase, cup, altopascio):
    stock(vase, altopascio, 3)
    stock(cup, altopascio, 5)

    order(web, demand(breakfast, 2, "17"))

    assert (figures(vase, altopascio), figures(cup, altopascio)) == ((3, 2, 0), (5, 4, 0))
    assert allocations() == [(2, 1), (4, 2)]
    assert promised_to(source_kind="order", source_ids=["17"])["17"].open == 2
    assert available(web, breakfast) == [0]


def test_a_line_and_a_bundle_that_share_a_component_cannot_both_pass(web, breakfast, vase, cup, altopascio):
    stock(vase, altopascio, 3)
    stock(cup, altopascio, 5)

    with pytest.raises(OutOfStock):
        order(web, demand(breakfast, 2, "1"), demand(cup, 2, "2"))

    assert allocations() == []
    order(web, demand(breakfast, 2, "1"), demand(cup, 1, "2"))
    assert figures(cup, altopascio) == (5, 5, 0)


def test_two_bundles_that_share_a_component_cannot_both_pass(web, breakfast, vase, cup, altopascio):
    tea = bundle((cup, 1), title="Tea for one")
    stock(vase, altopascio, 3)
    stock(cup, altopascio, 5)

    with pytest.raises(OutOfStock) as refusal:
        order(web, demand(breakfast, 2, "1"), demand(tea, 2, "2"))

    assert refusal.value.product_id in {breakfast.pk, tea.pk}
    assert allocations() == []


def test_it_is_never_put_together_of_what_lies_apart(web, breakfast, vase, cup, altopascio, lucca):
    stock(vase, altopascio, 3)
    stock(cup, lucca, 5)

    with pytest.raises(OutOfStock) as refusal:
        order(web, demand(breakfast, 1))

    assert (refusal.value.product_id, refusal.value.wanted, refusal.value.available) == (breakfast.pk, 1, 0)
    assert available(web, breakfast) == [0]


def test_several_may_come_from_several_locations(web, breakfast, vase, cup, altopascio, lucca):
    for place in (altopascio, lucca):
        stock(vase, place, 1)
        stock(cup, place, 2)

    order(web, demand(breakfast, 2))

    assert allocations() == [(1, 1), (1, 1), (2, 2), (2, 2)]


def test_a_checkout_holds_its_components(web, breakfast, vase, cup, altopascio):
    stock(vase, altopascio, 1)
    stock(cup, altopascio, 2)

    hold(demands=[demand(breakfast, 1)], channel=web, holder="basket:alice", at=NOON)

    assert (figures(vase, altopascio), figures(cup, altopascio)) == ((1, 0, 1), (2, 0, 2))
    order_of_alice = {"demands": [demand(breakfast, 1)], "channel": web, "source_kind": "order", "at": NOON}
    reserve(**order_of_alice, holder="basket:alice")
    assert figures(cup, altopascio) == (2, 2, 0)


def test_calling_off_some_frees_their_components(web, breakfast, vase, cup, altopascio):
    stock(vase, altopascio, 3)
    stock(cup, altopascio, 6)
    order(web, demand(breakfast, 3, "17"))

    assert release(source_kind="order", source_ids=["17"], quantities={"17": 2}) == 2

    assert (figures(vase, altopascio), figures(cup, altopascio)) == ((3, 1, 0), (6, 2, 0))
    assert release(source_kind="order", source_ids=["17"]) == 1


def test_handing_over_takes_its_components(web, breakfast, vase, cup, altopascio):
    stock(vase, altopascio, 3)
    stock(cup, altopascio, 6)
    order(web, demand(breakfast, 2, "17"))

    consume(allocations=list(Allocation.objects.all()), actor=None, at=NOON, source_id="1")

    assert (figures(vase, altopascio), figures(cup, altopascio)) == ((1, 0, 0), (2, 0, 0))
    promised = promised_to(source_kind="order", source_ids=["17"])["17"]
    assert (promised.open, promised.consumed) == (0, 2)


def test_half_of_it_handed_over_is_neither_given_nor_still_to_come(web, breakfast, vase, cup, altopascio):
    stock(vase, altopascio, 1)
    stock(cup, altopascio, 2)
    order(web, demand(breakfast, 1, "17"))

    cups = Allocation.objects.filter(level__product=cup)
    consume(allocations=list(cups), actor=None, at=NOON, source_id="1")

    promised = promised_to(source_kind="order", source_ids=["17"])["17"]
    assert (promised.open, promised.consumed) == (0, 0)


def test_sold_at_a_till_its_components_leave_and_come_back_once(breakfast, vase, cup, lucca):
    sale = movement(breakfast, lucca, -2, source_id="sale", source_line="0")
    brought_back = movement(breakfast, lucca, 1, source_id="sale", source_line="0", kind="return")

    assert (
        record_movements(movements=[sale, movement(cup, lucca, -1, source_id="sale", source_line="1")]) == 3
    )
    assert record_movements(movements=[sale]) == 0
    assert record_movements(movements=[brought_back]) == 2

    assert (figures(vase, lucca), figures(cup, lucca)) == ((-1, 0, 0), (-3, 0, 0))
    assert not StockLevel.objects.filter(product=breakfast).exists()
    assert list(drifts()) == []


def test_a_sale_told_again_after_the_bundle_changed_is_not_booked_again(breakfast, vase, cup, lucca):
    sale = movement(breakfast, lucca, -1, source_id="sale", source_line="0")
    record_movements(movements=[sale])
    BundleComponent.objects.filter(component=vase).delete()
    BundleComponent.objects.create(bundle=breakfast, component=ProductFactory(title="Spoon"))

    assert record_movements(movements=[sale]) == 0
    assert StockMovement.objects.count() == 2


def test_nothing_is_adjusted_of_a_bundle_itself(breakfast, lucca):
    with pytest.raises(ConsistsOfOthers):
        adjust_stock(product_id=breakfast.pk, location_id=lucca.pk, change=1, reason="Found", actor=None)

    assert not StockLevel.objects.exists()


@pytest.mark.parametrize("quantity", [0, 1])
def test_no_bundle_of_bundles_nor_of_itself_nor_of_nothing(breakfast, vase, quantity):
    for container, content in ((breakfast, breakfast), (bundle(), breakfast), (vase, ProductFactory())):
        with pytest.raises(IntegrityError), transaction.atomic():
            BundleComponent.objects.create(
                bundle=container, component=content, quantity=quantity if content == breakfast else 1
            )
