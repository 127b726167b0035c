"""What lay where at a past moment, and what it was worth then."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from apps.core import clock
from apps.stock.choices import StockState
from apps.stock.services.movements import record_movements
from apps.stock.services.transfers import dispatch_transfer, draft_transfer
from apps.stock.valuation import stock_as_of, value_as_of
from tests.factories.stock import NOON, movement, stock

DAY = timedelta(days=1)
SELLABLE, IN_TRANSIT = StockState.SELLABLE, StockState.IN_TRANSIT


def record(*movements):
    with transaction.atomic():
        record_movements(movements=movements)


def units(at, **narrowed):
    given = {"product_ids": None, "location_ids": None} | narrowed
    return stock_as_of(at=at, **given)


def values(at):
    found = value_as_of(product_ids=None, location_ids=None, at=at)
    return {(each.product_id, each.state): (each.quantity, each.value) for each in found}


@pytest.fixture
def busy(vase, cup, lucca, como):
    record(
        movement(vase, lucca, 10, at=NOON - 100 * DAY),
        movement(vase, lucca, -2, at=NOON - 40 * DAY),
        movement(vase, lucca, -3, at=NOON - DAY),
        movement(vase, lucca, -1, at=NOON),
        movement(cup, como, 5, at=NOON),
    )


def test_months_and_the_days_of_the_moments_own_are_summed(busy, vase, cup, lucca, como):
    here, there = (vase.pk, lucca.pk), (cup.pk, como.pk)

    assert units(NOON - 101 * DAY) == {}
    assert units(NOON - 41 * DAY) == {here: {SELLABLE: 10}}
    assert units(NOON - 2 * DAY) == {here: {SELLABLE: 8}}
    assert units(NOON) == {here: {SELLABLE: 4}, there: {SELLABLE: 5}}


def test_the_months_edges_are_those_of_utc(vase, lucca):
    midnight = datetime(2026, 11, 1, tzinfo=UTC)
    record(movement(vase, lucca, 4, at=midnight), movement(vase, lucca, 2, at=midnight - DAY / 86_400))
    key = (vase.pk, lucca.pk)

    assert units(midnight - DAY / 86_400)[key] == {SELLABLE: 2}
    assert units(midnight)[key] == {SELLABLE: 6}
    assert units(midnight + 40 * DAY)[key] == {SELLABLE: 6}


def test_of_some_products_and_locations(busy, vase, cup, lucca, como):
    assert units(NOON, product_ids=[cup.pk]) == {(cup.pk, como.pk): {SELLABLE: 5}}
    assert units(NOON, location_ids=[lucca.pk]) == {(vase.pk, lucca.pk): {SELLABLE: 4}}
    assert units(NOON, product_ids=[]) == {}


def test_a_level_that_is_empty_again_is_named_but_worth_nothing(vase, lucca):
    record(movement(vase, lucca, 1), movement(vase, lucca, -1))

    assert units(NOON) == {(vase.pk, lucca.pk): {SELLABLE: 0}}
    assert value_as_of(product_ids=None, location_ids=None, at=NOON) == []


def test_goods_on_their_way_are_owned_where_they_go(vase, altopascio, lucca):
    stock(vase, altopascio, 5)
    transfer = draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={vase.pk: 2}, actor=None, at=NOON
    )
    dispatch_transfer(transfer_id=transfer.pk, actor=None, at=NOON + DAY)

    assert units(NOON) == {(vase.pk, altopascio.pk): {SELLABLE: 5}}
    assert units(NOON + DAY) == {
        (vase.pk, altopascio.pk): {SELLABLE: 3},
        (vase.pk, lucca.pk): {IN_TRANSIT: 2},
    }


def test_a_unit_is_worth_the_average_in_force_then(monkeypatch, vase, cup, lucca):
    for day, cost in ((10, "10.00"), (5, "20.00")):
        monkeypatch.setattr(clock, "now", lambda day=day: NOON - day * DAY)
        record(movement(vase, lucca, 4, at=NOON - day * DAY, unit_cost=Decimal(cost)))
    record(movement(cup, lucca, 3, at=NOON - 20 * DAY), movement(vase, lucca, 1, at=NOON - 20 * DAY))
    key = (vase.pk, SELLABLE)

    assert values(NOON - 6 * DAY)[key] == (5, Decimal("50.00"))
    assert values(NOON)[key] == (9, Decimal("135.00"))
    assert values(NOON - 15 * DAY)[key] == (1, Decimal("10.00")), (
        "before any cost, the first that became known"
    )
    assert values(NOON)[cup.pk, SELLABLE] == (3, None)
