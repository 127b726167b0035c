"""What a channel can promise: a view of its locations, in one query."""

from datetime import timedelta

import pytest

from apps.channels.models import ChannelLocation
from apps.stock.models import StockLevel
from apps.stock.selectors import availability, available_quantity
from apps.stock.services.allocation import allocate
from apps.stock.services.holds import hold
from apps.stock.types import LocationAvailability
from tests.factories.channels import ChannelFactory
from tests.factories.stock import NOON, demand, sell, stock, take


def available(web, *products, at=NOON, holder=None):
    keys = [product.pk for product in products]
    figures = availability(channel=web, product_ids=keys, at=at, holder=holder)
    return {key: [(place.location_id, place.available) for place in figures[key]] for key in keys}


def test_each_location_in_the_channels_order(web, vase, altopascio, lucca):
    stock(vase, lucca, 2)
    stock(vase, altopascio, 5)

    assert available(web, vase) == {vase.pk: [(altopascio.pk, 5), (lucca.pk, 2)]}


def test_all_figures_of_a_location(web, vase, altopascio):
    stock(vase, altopascio, 10, safety_stock=1)
    allocate(takes=[take(vase, altopascio, 3)], source_kind="order", at=NOON)
    hold(demands=[demand(vase, 2)], channel=web, holder="basket:bob", at=NOON)

    [figures] = availability(channel=web, product_ids=[vase.pk], at=NOON)[vase.pk]

    assert figures == LocationAvailability(
        altopascio.pk, on_hand=10, allocated=3, held=2, safety_stock=1, available=4, position=0, ships=True
    )


def test_ones_own_and_expired_holds_do_not_count(web, vase, altopascio):
    stock(vase, altopascio, 10)
    hold(demands=[demand(vase, 2)], channel=web, holder="basket:alice", at=NOON)
    hold(demands=[demand(vase, 3)], channel=web, holder="basket:bob", at=NOON)

    assert available(web, vase) == {vase.pk: [(altopascio.pk, 5)]}
    assert available(web, vase, holder="basket:alice") == {vase.pk: [(altopascio.pk, 7)]}
    assert available(web, vase, at=NOON + timedelta(hours=1)) == {vase.pk: [(altopascio.pk, 10)]}
    assert StockLevel.objects.get().held == 5


def test_other_locations_and_closed_ones_do_not_count(web, vase, altopascio, lucca, como):
    stock(vase, como, 5)
    stock(vase, lucca, 5)
    lucca.is_active = False
    lucca.save()

    assert available(web, vase) == {vase.pk: []}


def test_a_location_of_two_channels_is_seen_by_each_at_its_own_place(web, vase, altopascio, lucca):
    phone = ChannelFactory(sells_from=[lucca, altopascio])
    stock(vase, altopascio, 1)
    stock(vase, lucca, 2)

    assert available(web, vase) == {vase.pk: [(altopascio.pk, 1), (lucca.pk, 2)]}
    assert available(phone, vase) == {vase.pk: [(lucca.pk, 2), (altopascio.pk, 1)]}


def test_a_location_newly_allowed_counts_at_once(web, vase, como):
    stock(vase, como, 5)
    ChannelLocation.objects.create(channel=web, location=como, position=9)

    assert available(web, vase) == {vase.pk: [(como.pk, 5)]}


def test_the_sum_does_not_let_a_debt_eat_another_shops_goods(web, vase, cup, altopascio, lucca):
    stock(vase, altopascio, 3)
    sell(vase, lucca, 2)

    assert available_quantity(channel=web, product_ids=[vase.pk, cup.pk], at=NOON) == {vase.pk: 3, cup.pk: 0}


@pytest.mark.parametrize("count", [1, 2])
def test_one_query_however_many_products_and_locations(
    count, web, vase, cup, altopascio, lucca, django_assert_num_queries
):
    for product in (vase, cup):
        stock(product, altopascio, 1)
        stock(product, lucca, 1)

    with django_assert_num_queries(1):
        available(web, *(vase, cup)[:count])
