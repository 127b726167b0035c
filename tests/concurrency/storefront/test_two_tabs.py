"""Two tabs and two devices of one shopper at the very same time: nothing is lost, nothing doubles."""

from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from apps.storefront.basket.models import Basket, Line
from apps.storefront.baskets.changes import NotThatMany, SoldOut, add_to_basket
from apps.storefront.baskets.handles import ensure_handles
from apps.storefront.baskets.ownership import merge_into_own
from apps.storefront.partner.models import StockRecord
from tests.factories.boutique import (
    contents,
    now,
    person,
    press_order,
    put_in,
    signed_in,
    tell_where,
    tell_who,
)
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

TABS = 5


def add(thing: Any, *, basket: Any, owner: Any = None) -> Any:
    return add_to_basket(
        basket=basket, owner=owner, product_id=thing.pk, quantity=1, location_id=None, at=now()
    )


def test_a_persons_first_clicks_make_one_basket(boutique):
    elisa = person()

    race([partial(add, boutique.mug, basket=Basket(), owner=elisa) for _tab in range(TABS)])

    assert contents() == [("Half-dip mug", TABS, "delivered")]


def test_clicks_in_a_guests_tabs_add_up(boutique):
    guest = Basket.objects.create()

    race([partial(add, boutique.mug, basket=Basket.objects.get(pk=guest.pk)) for _tab in range(TABS)])

    assert contents() == [("Half-dip mug", TABS, "delivered")]


def test_tabs_together_get_no_more_than_there_is(boutique):
    guest = Basket.objects.create()
    boutique.sell(boutique.mug, price="12.20", stock=0)

    results = race([partial(add, boutique.mug, basket=Basket.objects.get(pk=guest.pk)) for _tab in range(12)])

    assert contents() == [("Half-dip mug", 10, "delivered")]
    assert len([result for result in results if isinstance(result, NotThatMany | SoldOut)]) == 2


def test_a_product_gets_one_handle_however_many_ask_for_it_first(boutique):
    results = race([partial(ensure_handles, product_ids=[boutique.mug.pk])] * TABS)

    assert results == [{boutique.mug.pk: StockRecord.objects.get().pk}] * TABS


def test_a_guests_basket_is_taken_over_once(boutique):
    elisa, guest = person(), Basket.objects.create()
    add(boutique.mug, basket=guest)

    results = race([partial(merge_into_own, guest=guest, owner=elisa)] * TABS)

    assert sorted(came for _own, came in results) == [0] * (TABS - 1) + [1]
    assert contents() == [("Half-dip mug", 1, "delivered")]


def test_ordering_in_two_tabs_is_one_order(boutique):
    browser = signed_in(person())
    put_in(browser, boutique.mug, 2)
    tell_who(browser)
    tell_where(browser)

    def order() -> str:
        tab = Client()
        tab.cookies = browser.cookies.copy()
        return str(press_order(tab)["Location"])

    pages = race([order] * 2)

    assert len(set(pages)) == 1
    assert not Basket.open.exists()


def test_control_without_the_lock_a_click_is_lost(boutique):
    guest = Basket.objects.create()
    line = add(boutique.mug, basket=guest)
    everybody_looked = Barrier(TABS, timeout=PATIENCE)

    def click() -> None:
        own = Line.objects.get(pk=line.pk)
        everybody_looked.wait()
        own.quantity += 1
        own.save()

    race([click] * TABS)

    assert Line.objects.get().quantity == 2


def test_control_the_database_refuses_a_second_open_basket(boutique):
    elisa = person()

    results = race([partial(Basket.objects.create, owner=elisa)] * TABS)

    assert len([result for result in results if isinstance(result, IntegrityError)]) == TABS - 1
