"""The number of queries of a page doesn't depend on how much it shows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.catalog.models import Product
from tests.factories.goods import ProductFactory
from tests.factories.pos import envelope, line, report
from tests.factories.shop import Shop
from tests.factories.stock import stock

PAGES = ["today", "orders", "fulfilment", "stock", "exceptions", "tills", "transfers"]


def queries(client: Client, url: str) -> int:
    client.get(url)  # what is cached for good is cached now
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def some_more(shop: Shop) -> Callable[[], None]:
    def work() -> None:
        shop.collect(shop.vase, at=shop.como)
        shop.sell(at=shop.lucca, quantity=12)
        report(shop.till(shop.lucca), envelope(line(sku="OLD", title="Old")))
        product: Product = ProductFactory()
        stock(product, shop.como, 1)

    return work


@pytest.mark.parametrize("name", PAGES)
def test_it_does_not_grow(shop: Shop, alice: Client, name: str) -> None:
    more = some_more(shop)
    more()
    few = queries(alice, reverse(f"backoffice:{name}"))
    for _again in range(3):
        more()

    assert queries(alice, reverse(f"backoffice:{name}")) <= few


def test_one_order_with_many_lines_takes_no_more(shop: Shop, alice: Client) -> None:
    order = shop.sell(at=shop.lucca)

    assert queries(alice, reverse("backoffice:order", args=[order.number])) <= 25
