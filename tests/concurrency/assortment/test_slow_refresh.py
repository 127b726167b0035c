"""A slow refresh never overwrites what a later one has written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Event
from typing import Any

import pytest

from apps.assortment.models import AssortmentItem
from apps.assortment.services.refresh import refresh_offers
from apps.catalog.models import Product
from tests.factories.drafts import product
from tests.factories.windows import Window, window
from tests.racing import PATIENCE, close, waiting_for_locks
from tests.waiting import eventually

module = import_module("apps.assortment.services.refresh")

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop() -> Window:
    return window()


def let_a_slow_refresh_meet_a_quick_one(
    monkeypatch: pytest.MonkeyPatch, shop: Window, vase: Product, *, is_unguarded: bool = False
) -> None:
    """Alice's worker reads and dawdles; meanwhile goods come in and Bob's worker refreshes.

    Guarded, Bob has to wait for Alice; unguarded, he is done before she writes.
    """
    has_read, may_write = Event(), Event()
    read: Callable[..., Any] = module._offers

    def dawdle(*arguments: Any) -> Any:
        offers = read(*arguments)
        if not has_read.is_set():
            has_read.set()
            may_write.wait(PATIENCE)
        return offers

    monkeypatch.setattr(module, "_offers", dawdle)

    def refreshing() -> None:
        try:
            refresh_offers(product_ids=[vase.pk])
        finally:
            close()

    with ThreadPoolExecutor(2) as workers:
        alice = workers.submit(refreshing)
        assert has_read.wait(PATIENCE)
        shop.receive(vase, 4)
        bob = workers.submit(refreshing)
        eventually(bob.done if is_unguarded else waiting_for_locks)
        may_write.set()
        alice.result(timeout=PATIENCE)
        bob.result(timeout=PATIENCE)


def test_the_later_figures_stay(monkeypatch: pytest.MonkeyPatch, shop: Window) -> None:
    vase = shop.show(product("Vase"), quantity=1)
    let_a_slow_refresh_meet_a_quick_one(monkeypatch, shop, vase)
    assert AssortmentItem.objects.get(product=vase).available == 5


def test_control_without_the_lock_they_are_lost(monkeypatch: pytest.MonkeyPatch, shop: Window) -> None:
    vase = shop.show(product("Vase"), quantity=1)
    monkeypatch.setattr(module, "lock_products", lambda *, root_ids: None)
    let_a_slow_refresh_meet_a_quick_one(monkeypatch, shop, vase, is_unguarded=True)
    assert AssortmentItem.objects.get(product=vase).available == 1
