"""Goods that keep no stock: enough of them everywhere, taken from nowhere, moved by nothing."""

import pytest
from django.db import transaction

from apps.stock.explanation import explain_level
from apps.stock.models import Hold, StockLevel, StockMovement
from apps.stock.selectors import availability, available_quantity
from apps.stock.services.adjust import adjust_stock
from apps.stock.services.checks import KeepsNoStock
from apps.stock.services.holds import hold
from apps.stock.services.transfers import draft_transfer
from apps.stock.types import UNLIMITED
from tests.factories.catalog import ProductFactory
from tests.factories.stock import NOON, demand, sell, stock


@pytest.fixture
def download(db):
    return ProductFactory(title="Knitting pattern", needs_shipping=False)


def test_there_is_enough_wherever_the_channel_sells_from(web, download, vase, altopascio, lucca):
    stock(vase, lucca, 2)

    places = availability(channel=web, product_ids=[download.pk, vase.pk], at=NOON)

    assert [(place.location_id, place.available) for place in places[download.pk]] == [
        (altopascio.pk, UNLIMITED),
        (lucca.pk, UNLIMITED),
    ]
    assert [place.available for place in places[vase.pk]] == [2]


def test_a_thing_without_a_level_is_still_sold_out(web, vase):
    assert available_quantity(channel=web, product_ids=[vase.pk], at=NOON) == {vase.pk: 0}


def test_holding_it_holds_nothing(web, download, vase, altopascio):
    stock(vase, altopascio, 1)

    with transaction.atomic():
        hold(demands=[demand(download, 9), demand(vase, 1, "2")], channel=web, holder="basket:1", at=NOON)

    assert [held.level.product for held in Hold.objects.all()] == [vase]


def test_selling_it_at_a_till_moves_nothing(download, lucca):
    sell(download, lucca, 3)

    assert not StockMovement.objects.exists()
    assert not StockLevel.objects.exists()


def test_it_is_not_corrected_by_hand(download, lucca):
    with pytest.raises(KeepsNoStock):
        adjust_stock(product_id=download.pk, location_id=lucca.pk, change=3, reason="Found", actor=None)

    assert not StockLevel.objects.exists()


def test_it_is_not_sent_elsewhere(download, lucca, como):
    with pytest.raises(KeepsNoStock):
        draft_transfer(
            origin_id=lucca.pk, destination_id=como.pk, quantities={download.pk: 1}, actor=None, at=NOON
        )


def test_the_explanation_says_that_no_stock_is_kept(download, vase, lucca):
    why = explain_level(product_id=download.pk, location_id=lucca.pk, at=NOON)

    assert (why.keeps_stock, why.available) == (False, UNLIMITED)
    assert explain_level(product_id=vase.pk, location_id=lucca.pk, at=NOON).keeps_stock
