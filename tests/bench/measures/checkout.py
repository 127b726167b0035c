"""A guest's whole way to an order of three lines through the web pages, query by query."""

import re
from collections.abc import Iterator
from itertools import count

from apps.orders.models import Order
from tests.visitor import Visitor

from ..figures import Figure, at_most
from ..serving.counting import HEADER
from ..shop import Shop

A_PAGE, PLACING = 15, 60
_numbers = count()


def measure(shop: Shop) -> Iterator[Figure]:
    """Yield the queries of the costliest page, of placing the order, and how long the whole way takes."""
    for _warm_up in range(2):
        buy(shop)
    visitor = buy(shop)
    queries = {f"{each.method} {each.path}": int(each.headers[HEADER]) for each in visitor.trail}
    placing = next(
        each for each in visitor.trail if each.method == "POST" and each.path == "/checkout/paying/"
    )
    others = {path: number for path, number in queries.items() if path != "POST /checkout/paying/"}
    costliest = max(others, key=lambda path: others[path])
    yield at_most(
        "checkout: page", f"queries of the costliest page, {costliest}", others[costliest], "queries", A_PAGE
    )
    yield at_most(
        "checkout: placing", "queries of placing the order", int(placing.headers[HEADER]), "queries", PLACING
    )
    seconds = sum(each.seconds for each in visitor.trail)
    what = f"{len(visitor.trail)} requests from the first product to the bank's page"
    yield Figure("checkout: all", what, round(seconds * 1000, 1), "ms", None, None, "", True)


def buy(shop: Shop) -> Visitor:
    """Buy three products as far as the bank's page."""
    visitor, orders = shop.visitor(), Order.objects.count()
    first = 3 * next(_numbers)
    for product in shop.goods[first : first + 3]:
        visitor.get(product.get_absolute_url())
        visitor.post(f"/basket/add/{product.pk}/", quantity=1, way="delivery")
    visitor.get("/checkout/")
    visitor.post("/checkout/you/", email="elisa@example.com", name="Elisa Conti")
    page = visitor.post("/checkout/getting/", **ADDRESS)
    found = re.search(r'name="fingerprint" value="([^"]+)"', page.text)
    assert found, f"{page.path} asks for no payment"
    visitor.post("/checkout/paying/", way="card", fingerprint=found[1])
    assert Order.objects.count() == orders + 1
    return visitor


ADDRESS = {
    "name": "Elisa Conti",
    "line1": "Via del Fosso 41",
    "line2": "",
    "postcode": "55100",
    "city": "Lucca",
    "country": "IT",
    "shipping": "standard",
}
