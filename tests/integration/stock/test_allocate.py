"""Promises are made only of what is available, all of a cart or none of it."""

from datetime import timedelta

import pytest

from apps.core.models import Change, OutboxEvent
from apps.stock.models import Allocation, Hold
from apps.stock.services.allocation import OutOfStock, allocate
from apps.stock.services.holds import hold
from tests.factories.stock import NOON, demand, figures, stock, take


def promise(*takes, **facts):
    return allocate(takes=takes, source_kind="order", at=NOON, **facts)


def test_promised_goods_are_allocated_and_stay_on_hand(vase, altopascio):
    stock(vase, altopascio, 5)

    allocations = promise(take(vase, altopascio, 3, line="17"))

    assert figures(vase, altopascio) == (5, 3, 0)
    [allocation] = allocations["17"]
    assert Allocation.objects.get() == allocation
    assert (allocation.source_kind, allocation.source_id, allocation.open_quantity) == ("order", "17", 3)


def test_the_last_unit_can_be_promised(vase, altopascio):
    stock(vase, altopascio, 1)
    promise(take(vase, altopascio, 1))

    assert figures(vase, altopascio) == (1, 1, 0)


def test_more_than_available_is_refused_and_changes_nothing(vase, altopascio):
    stock(vase, altopascio, 5)
    promise(take(vase, altopascio, 3, line="1"))

    with pytest.raises(OutOfStock) as refusal:
        promise(take(vase, altopascio, 3, line="2"))

    assert (refusal.value.product_id, refusal.value.wanted, refusal.value.available) == (vase.pk, 3, 2)
    assert refusal.value.code == "out-of-stock"
    assert figures(vase, altopascio) == (5, 3, 0)
    assert Allocation.objects.count() == 1


def test_lines_of_one_product_are_summed_before_they_are_checked(vase, altopascio):
    stock(vase, altopascio, 5)

    with pytest.raises(OutOfStock) as refusal:
        promise(take(vase, altopascio, 3, line="1"), take(vase, altopascio, 3, line="2"))

    assert (refusal.value.wanted, refusal.value.available) == (6, 5)
    assert figures(vase, altopascio) == (5, 0, 0)


def test_one_missing_product_refuses_the_whole_cart(vase, cup, altopascio):
    stock(vase, altopascio, 5)

    with pytest.raises(OutOfStock) as refusal:
        promise(take(vase, altopascio, 1, line="1"), take(cup, altopascio, 1, line="2"))

    assert (refusal.value.product_id, refusal.value.available) == (cup.pk, 0)
    assert figures(vase, altopascio) == (5, 0, 0)
    assert not Allocation.objects.exists()


def test_safety_stock_is_never_promised(vase, altopascio):
    stock(vase, altopascio, 5, safety_stock=2)

    with pytest.raises(OutOfStock) as refusal:
        promise(take(vase, altopascio, 4))

    assert refusal.value.available == 3


def test_goods_held_for_bob_are_not_promised_to_alice(vase, altopascio, web):
    stock(vase, altopascio, 1)
    hold(demands=[demand(vase, 1)], channel=web, holder="basket:bob", at=NOON)

    with pytest.raises(OutOfStock):
        promise(take(vase, altopascio, 1))

    assert figures(vase, altopascio) == (1, 0, 1)


def test_bobs_own_hold_becomes_his_promise(vase, altopascio, web):
    stock(vase, altopascio, 1)
    hold(demands=[demand(vase, 1)], channel=web, holder="basket:bob", at=NOON)

    promise(take(vase, altopascio, 1), converting="basket:bob")

    assert figures(vase, altopascio) == (1, 1, 0)
    assert not Hold.objects.exists()


def test_a_refused_order_leaves_the_hold(vase, cup, altopascio, web):
    stock(vase, altopascio, 1)
    hold(demands=[demand(vase, 1)], channel=web, holder="basket:bob", at=NOON)

    with pytest.raises(OutOfStock):
        promise(take(vase, altopascio, 1), take(cup, altopascio, 1), converting="basket:bob")

    assert figures(vase, altopascio) == (1, 0, 1)
    assert Hold.objects.filter(holder="basket:bob").count() == 1


def test_an_expired_hold_is_in_nobodys_way(vase, altopascio, web):
    stock(vase, altopascio, 1)
    expiry = hold(demands=[demand(vase, 1)], channel=web, holder="basket:bob", at=NOON)

    allocate(takes=[take(vase, altopascio, 1)], source_kind="order", at=expiry)

    assert expiry == NOON + timedelta(minutes=20)
    assert figures(vase, altopascio) == (1, 1, 0)
    assert not Hold.objects.exists()


def test_a_line_served_from_two_places_has_two_allocations(vase, altopascio, lucca):
    stock(vase, altopascio, 1)
    stock(vase, lucca, 1)

    allocations = promise(take(vase, altopascio, 1), take(vase, lucca, 1))

    assert [allocation.level.location for allocation in allocations["1"]] == [altopascio, lucca]


def test_a_line_given_more_at_the_same_place_keeps_one_allocation(vase, altopascio):
    stock(vase, altopascio, 3)
    promise(take(vase, altopascio, 1))

    [allocation] = promise(take(vase, altopascio, 1), take(vase, altopascio, 1))["1"]

    assert allocation.quantity == 3
    assert figures(vase, altopascio) == (3, 3, 0)


def test_ten_lines_take_as_many_statements_as_one(vase, altopascio, django_assert_num_queries):
    stock(vase, altopascio, 50)

    for count in (1, 10):
        lines = [take(vase, altopascio, 1, line=f"{count}-{number}") for number in range(count)]
        with django_assert_num_queries(7):
            promise(*lines)


def test_it_is_announced(vase, altopascio):
    stock(vase, altopascio, 1)
    OutboxEvent.objects.all().delete()
    Change.objects.all().delete()

    promise(take(vase, altopascio, 1))

    event = OutboxEvent.objects.get()
    assert (event.name, event.payload) == ("stock.changed", {"levels": [[vase.pk, altopascio.pk]]})
    assert Change.objects.get().key == f"{vase.pk}:{altopascio.pk}"


def test_an_empty_cart_promises_nothing(db):
    assert promise() == {}
