"""Reserves and buffers: what one channel may promise depends on what is kept for others and from it."""

import pytest

from apps.accounts.models import StaffRole
from apps.core.models import AuditEntry, OutboxEvent
from apps.stock.models import ChannelBuffer, ChannelReserve
from apps.stock.selectors import availability, available_quantity
from apps.stock.services.allocation import OutOfStock, reserve
from apps.stock.services.checks import ConsistsOfOthers, NotStocked, UnknownLocation, WrongQuantity
from apps.stock.services.holds import hold
from apps.stock.services.limits import NotSoldFrom, NotYours, set_buffer, set_reserve
from tests.factories.accounts import staff
from tests.factories.catalog import bundle
from tests.factories.channels import ChannelFactory
from tests.factories.stock import NOON, demand, figures, level, sell, stock

Role = StaffRole.Role


@pytest.fixture
def olga(db):
    return staff(Role.OWNER)


@pytest.fixture
def phone(altopascio, lucca):
    return ChannelFactory(sells_from=[altopascio, lucca])


def available(channel, product):
    return available_quantity(channel=channel, product_ids=[product.pk], at=NOON)[product.pk]


def order(channel, product, quantity, line="1"):
    demands = [demand(product, quantity, line)]
    reserve(demands=demands, channel=channel, source_kind="order", at=NOON)


def test_what_is_reserved_is_gone_for_the_others(web, phone, vase, altopascio, lucca, olga):
    stock(vase, altopascio, 5)
    stock(vase, lucca, 2)
    OutboxEvent.objects.all().delete()

    set_reserve(channel=phone, product_id=vase.pk, location_id=None, quantity=4, actor=olga)

    assert (available(web, vase), available(phone, vase)) == (3, 7)
    places = availability(channel=web, product_ids=[vase.pk], at=NOON)[vase.pk]
    assert [(each.reserved, each.available) for each in places] == [(2, 3), (2, 0)]
    news = OutboxEvent.objects.get(name="stock.changed")
    assert news.payload == {"levels": sorted([[vase.pk, altopascio.pk], [vase.pk, lucca.pk]])}
    assert AuditEntry.objects.get().action == "stock.reserved"


def test_a_reserve_is_respected_by_orders_and_checkouts(web, phone, vase, altopascio, olga):
    stock(vase, altopascio, 5)
    set_reserve(channel=phone, product_id=vase.pk, location_id=altopascio.pk, quantity=4, actor=olga)

    with pytest.raises(OutOfStock) as refusal:
        order(web, vase, 2)
    with pytest.raises(OutOfStock):
        hold(demands=[demand(vase, 2)], channel=web, holder="basket:alice", at=NOON)

    assert refusal.value.available == 1
    assert figures(vase, altopascio) == (5, 0, 0)
    order(web, vase, 1)
    order(phone, vase, 4, "2")
    assert figures(vase, altopascio) == (5, 5, 0)


def test_a_reserve_is_a_floor_that_does_not_shrink_as_its_channel_sells(web, phone, vase, altopascio, olga):
    stock(vase, altopascio, 10)
    set_reserve(channel=phone, product_id=vase.pk, location_id=None, quantity=4, actor=olga)
    order(phone, vase, 3)

    assert (available(web, vase), available(phone, vase)) == (3, 7)


def test_a_till_sale_is_a_fact_whatever_is_reserved(web, phone, vase, lucca, olga):
    stock(vase, lucca, 5)
    set_reserve(channel=phone, product_id=vase.pk, location_id=lucca.pk, quantity=5, actor=olga)

    sell(vase, lucca, 4)

    assert (level(vase, lucca).on_hand, available(web, vase), available(phone, vase)) == (1, 0, 1)


def test_a_buffer_keeps_units_from_its_channel_alone(web, phone, vase, altopascio, lucca, olga):
    stock(vase, altopascio, 5)
    stock(vase, lucca, 1)
    set_buffer(channel=web, product_id=None, location_id=None, quantity=2, actor=olga)

    assert (available(web, vase), available(phone, vase)) == (3, 6)
    with pytest.raises(OutOfStock):
        order(web, vase, 4)
    set_buffer(channel=web, product_id=vase.pk, location_id=None, quantity=1, actor=olga)
    assert available(web, vase) == 5
    set_buffer(channel=web, product_id=vase.pk, location_id=None, quantity=None, actor=olga)
    assert available(web, vase) == 3


def test_rules_of_components_limit_their_bundle(web, phone, vase, cup, altopascio, olga):
    stock(vase, altopascio, 5)
    stock(cup, altopascio, 5)
    breakfast = bundle((vase, 1), (cup, 2))
    set_reserve(channel=phone, product_id=cup.pk, location_id=None, quantity=2, actor=olga)

    assert (available(web, breakfast), available(phone, breakfast)) == (1, 2)
    with pytest.raises(OutOfStock):
        order(web, breakfast, 2)


def test_ending_a_rule(web, phone, vase, altopascio, olga):
    stock(vase, altopascio, 5)
    key = {"channel": phone, "product_id": vase.pk, "location_id": altopascio.pk}
    set_reserve(**key, quantity=4, actor=olga)

    set_reserve(**key, quantity=0, actor=olga)

    assert available(web, vase) == 5
    assert not ChannelReserve.objects.exists()


def test_a_manager_decides_for_her_own_shop_alone(web, vase, lucca, altopascio):
    anna = staff(Role.MANAGER, lucca)

    set_reserve(channel=web, product_id=vase.pk, location_id=lucca.pk, quantity=1, actor=anna)
    for location_id in (altopascio.pk, None):
        with pytest.raises(NotYours):
            set_reserve(channel=web, product_id=vase.pk, location_id=location_id, quantity=1, actor=anna)
        with pytest.raises(NotYours):
            set_buffer(channel=web, product_id=vase.pk, location_id=location_id, quantity=1, actor=anna)

    assert ChannelReserve.objects.count() == 1
    assert not ChannelBuffer.objects.exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"quantity": -1}, WrongQuantity),
        ({"quantity": 1_000_001}, WrongQuantity),
        ({"product_id": 0}, NotStocked),
        ({"location_id": 0}, UnknownLocation),
    ],
)
@pytest.mark.parametrize("act", [set_reserve, set_buffer])
def test_nonsense_is_refused_and_changes_nothing(web, vase, lucca, olga, act, facts, refusal):
    given = {"channel": web, "product_id": vase.pk, "location_id": lucca.pk, "quantity": 1, "actor": olga}

    with pytest.raises(refusal):
        act(**{**given, **facts})

    assert not ChannelReserve.objects.exists()
    assert not ChannelBuffer.objects.exists()
    assert not AuditEntry.objects.exists()


def test_nothing_is_kept_where_the_channel_does_not_sell_nor_of_a_bundle(web, vase, lucca, como, olga):
    given = {"channel": web, "quantity": 1, "actor": olga}

    with pytest.raises(NotSoldFrom):
        set_reserve(product_id=vase.pk, location_id=como.pk, **given)
    with pytest.raises(ConsistsOfOthers):
        set_buffer(product_id=bundle((vase, 1)).pk, location_id=lucca.pk, **given)

    assert not ChannelReserve.objects.exists()
    assert not ChannelBuffer.objects.exists()


def test_still_one_query_with_rules(web, phone, vase, cup, altopascio, olga, django_assert_num_queries):
    for product in (vase, cup):
        stock(product, altopascio, 5)
        set_reserve(channel=phone, product_id=product.pk, location_id=None, quantity=1, actor=olga)
        set_buffer(channel=web, product_id=product.pk, location_id=None, quantity=1, actor=olga)

    with django_assert_num_queries(1):
        found = available_quantity(channel=web, product_ids=[vase.pk, cup.pk], at=NOON)

    assert found == {vase.pk: 3, cup.pk: 3}
