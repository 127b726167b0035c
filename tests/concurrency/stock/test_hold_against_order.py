"""A shopper's hold and another shopper's order want the same last unit."""

import pytest
from django.db import transaction

from apps.core.reconciliation import find_drifts
from apps.stock.services.allocation import OutOfStock, allocate
from apps.stock.services.holds import hold
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, WarehouseFactory
from tests.factories.stock import NOON, demand, figures, stock, take
from tests.racing import race, second_connection

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def vase():
    return ProductFactory(title="Vase")


@pytest.fixture
def altopascio(vase):
    warehouse = WarehouseFactory()
    stock(vase, warehouse, 1)
    return warehouse


@pytest.fixture
def shop(altopascio):
    return ChannelFactory(sells_from=[altopascio])


def keep(vase, shop, holder):
    with transaction.atomic():
        hold(demands=[demand(vase, 1)], channel=shop, holder=holder, at=NOON)


def order(vase, altopascio, line, converting=None):
    with transaction.atomic():
        allocate(takes=[take(vase, altopascio, 1, line)], source_kind="order", at=NOON, converting=converting)


def test_one_of_them_gets_it(vase, altopascio, shop):
    holders = [lambda number=number: keep(vase, shop, f"basket:{number}") for number in range(8)]
    buyers = [lambda number=number: order(vase, altopascio, str(number)) for number in range(8)]

    results = race([act for pair in zip(holders, buyers, strict=True) for act in pair])

    assert results.count(None) == 1
    assert all(isinstance(result, OutOfStock) for result in results if result)
    on_hand, allocated, held = figures(vase, altopascio)
    assert (on_hand, allocated + held) == (1, 1)
    assert not list(find_drifts())


def test_the_order_waits_for_the_hold_and_then_sees_it(vase, altopascio, shop):
    with second_connection() as bob:
        bob.begin()
        bob.do(lambda: hold(demands=[demand(vase, 1)], channel=shop, holder="basket:bob", at=NOON))
        with second_connection() as alice:
            waiting = alice.start(lambda: order(vase, altopascio, "alice"))
            bob.commit()
            assert isinstance(waiting.exception(timeout=30), OutOfStock)
    assert figures(vase, altopascio) == (1, 0, 1)


def test_two_tabs_turn_one_hold_into_one_order(vase, altopascio, shop):
    keep(vase, shop, "basket:alice")

    results = race([lambda n=n: order(vase, altopascio, str(n), converting="basket:alice") for n in range(6)])

    assert results.count(None) == 1
    assert figures(vase, altopascio) == (1, 1, 0)
    assert not list(find_drifts())
