"""Tills take what lies before them while the web orders: what is kept for another channel is never promised."""

import pytest
from django.db import transaction

from apps.accounts.models import StaffRole
from apps.stock.models import ChannelReserve
from apps.stock.reconciliation import drifts
from apps.stock.selectors import available_quantity
from apps.stock.services.allocation import OutOfStock, allocate, reserve
from apps.stock.services.limits import set_reserve
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, LocationFactory
from tests.factories.stock import NOON, demand, figures, sell, stock, take
from tests.racing import race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop():
    lucca = LocationFactory(name="Lucca")
    vase = ProductFactory(title="Vase")
    stock(vase, lucca, 20)
    web, phone = ChannelFactory(sells_from=[lucca]), ChannelFactory(sells_from=[lucca])
    owner = staff(StaffRole.Role.OWNER)
    set_reserve(channel=phone, product_id=vase.pk, location_id=lucca.pk, quantity=6, actor=owner)
    return vase, lucca, web, phone


def orders_of(web, vase, how):
    def order(line):
        with transaction.atomic():
            how(line)

    return [lambda number=number: order(str(number)) for number in range(12)]


def test_promises_stop_at_the_reserve_whatever_tills_sell_meanwhile(shop):
    vase, lucca, web, phone = shop

    def how(line):
        reserve(demands=[demand(vase, 1, line)], channel=web, source_kind="order", at=NOON)

    results = race([*([lambda: sell(vase, lucca, 1)] * 8), *orders_of(web, vase, how)])

    refused = [result for result in results if result is not None]
    on_hand, allocated, _held = figures(vase, lucca)
    assert all(isinstance(refusal, OutOfStock) for refusal in refused)
    assert (on_hand, allocated) == (20 - 8, 12 - len(refused))
    assert 6 <= allocated <= 12
    left = available_quantity(channel=phone, product_ids=[vase.pk], at=NOON)[vase.pk]
    assert left == on_hand - allocated
    if allocated > 6:  # promised before the tills had sold so much; nothing after that
        assert available_quantity(channel=web, product_ids=[vase.pk], at=NOON)[vase.pk] == 0
    assert not list(drifts())


def test_without_tills_exactly_what_is_not_reserved_is_promised(shop):
    vase, lucca, web, _phone = shop
    sell(vase, lucca, 6)

    def how(line):
        reserve(demands=[demand(vase, 1, line)], channel=web, source_kind="order", at=NOON)

    results = race(orders_of(web, vase, how))

    assert results.count(None) == 8
    assert figures(vase, lucca) == (14, 8, 0)


def test_control_looking_before_the_lock_promises_what_is_reserved(shop):
    """The race is real: who looks first and takes afterwards, without the lock, takes the reserve as well."""
    vase, lucca, web, _phone = shop
    sell(vase, lucca, 6)
    seen = available_quantity(channel=web, product_ids=[vase.pk], at=NOON)[vase.pk]

    def how(line):
        if seen >= 1:
            allocate(takes=[take(vase, lucca, 1, line)], source_kind="order", at=NOON)

    assert ChannelReserve.objects.get().quantity == 6
    race(orders_of(web, vase, how))

    assert figures(vase, lucca) == (14, 12, 0)
