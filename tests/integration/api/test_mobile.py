"""Apps read the catalogue, availability and an order's status, and no more than anybody may know."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel
from apps.orders.models import Order
from tests.factories.goods import ProductFactory
from tests.factories.orders import sale, sale_line
from tests.factories.windows import Window, window


@pytest.fixture
def app(db: None) -> APIClient:
    return APIClient()


@pytest.fixture
def shop(db: None) -> Window:
    """An app's window onto Altopascio and Lucca."""
    shop = window()
    shop.channel.kind = Channel.Kind.MOBILE
    shop.channel.save()
    return shop


@pytest.fixture
def mug(shop: Window) -> Product:
    return shop.show(ProductFactory(title="Mug", title_it="Tazza", sku="MUG"), price="12.20", quantity=3)


def test_browsing(app: APIClient, mug: Product) -> None:
    page = app.get("/api/v1/mobile/catalogue").json()

    [card] = page["products"]
    assert (page["total"], card["id"], card["title"], card["price"]) == (1, mug.pk, "Mug", "12.2000")
    assert card["availability"] in {"low", "available"}


def test_searching_in_the_readers_language(app: APIClient, mug: Product) -> None:
    page = app.get("/api/v1/mobile/catalogue", {"q": "tazza"}, HTTP_ACCEPT_LANGUAGE="it").json()

    assert [card["title"] for card in page["products"]] == ["Tazza"]


def test_nothing_found_is_an_answer(app: APIClient, mug: Product) -> None:
    page = app.get("/api/v1/mobile/catalogue", {"q": "elephant"}).json()

    assert (page["total"], page["products"]) == (0, [])


def test_nothing_new_costs_nothing(app: APIClient, mug: Product) -> None:
    tag = app.get("/api/v1/mobile/catalogue").headers["ETag"]

    assert app.get("/api/v1/mobile/catalogue", HTTP_IF_NONE_MATCH=tag).status_code == 304


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"page_size": "101"}, {"sort": "magic"}, {"category": "-1"}]
)
def test_strange_questions_are_refused(app: APIClient, shop: Window, query: dict[str, str]) -> None:
    response = app.get("/api/v1/mobile/catalogue", query)

    assert (response.status_code, response.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize("address", ["catalogue", "products/1/availability"])
def test_no_such_channel(app: APIClient, mug: Product, address: str) -> None:
    response = app.get(f"/api/v1/mobile/{address}", {"channel": "atlantis"})

    assert (response.status_code, response.json()["code"]) == (400, "unknown-channel")


def test_where_it_can_be_had(app: APIClient, shop: Window, mug: Product) -> None:
    shop.receive(mug, 40, shop.lucca)

    found = app.get(f"/api/v1/mobile/products/{mug.pk}/availability").json()

    [variant] = found["variants"]
    assert (variant["sku"], variant["price"]) == ("MUG", "12.20")
    assert variant["delivery"] == {"state": "available", "left": None}
    assert [(place["name"], place["state"], place["left"]) for place in variant["pickup"]] == [
        ("Lucca", "available", None)
    ]


def test_few_are_counted(app: APIClient, mug: Product) -> None:
    [variant] = app.get(f"/api/v1/mobile/products/{mug.pk}/availability").json()["variants"]

    assert variant["delivery"] == {"state": "low", "left": 3}


def test_variants_of_a_product(app: APIClient, shop: Window) -> None:
    cup = ProductFactory(title="Cup", structure="parent", sku=None)
    for colour in ("GREEN", "BLUE"):
        ProductFactory(title="", structure="child", parent=cup, sku=f"CUP-{colour}", product_class=None)
    shop.show(cup, price="9.00", quantity=1)

    found = app.get(f"/api/v1/mobile/products/{cup.pk}/availability").json()

    assert [(v["sku"], v["title"]) for v in found["variants"]] == [("CUP-GREEN", "Cup"), ("CUP-BLUE", "Cup")]


@pytest.mark.parametrize("hide", ["is_public", "price"])
def test_what_isnt_shown_isnt_told(app: APIClient, mug: Product, hide: str) -> None:
    if hide == "price":
        mug.prices.all().delete()
    else:
        Product.objects.filter(pk=mug.pk).update(is_public=False)

    response = app.get(f"/api/v1/mobile/products/{mug.pk}/availability")

    assert (response.status_code, response.json()["code"]) == (404, "product-not-found")


@pytest.fixture
def order(shop: Window, mug: Product) -> Order:
    from django.db import transaction

    from apps.orders.services.sales import record_sale

    bob = User.objects.create_user("bob@example.com")
    with transaction.atomic():
        return record_sale(sale=sale(shop.channel, shop.lucca, sale_line(mug), customer_id=bob.pk))


def status(app: APIClient, **asked: str) -> Any:
    return app.post("/api/v1/mobile/order-status", asked)


def test_how_an_order_is_coming_along(app: APIClient, order: Order) -> None:
    response = status(app, number=order.number.lower(), email="BOB@example.com")

    found = response.json()
    assert (found["number"], found["status"], found["total"]) == (order.number, "completed", "12.2000")
    assert [line["title"] for line in found["lines"]] == ["Mug"]
    assert [event["kind"] for event in found["events"]] == ["recorded"]
    assert "no-store" in response.headers["Cache-Control"]


def test_a_guesser_learns_nothing(app: APIClient, order: Order) -> None:
    wrong_address = status(app, number=order.number, email="alice@example.com")
    wrong_number = status(app, number="XXXX-2345", email="bob@example.com")

    assert wrong_address.json() == wrong_number.json()
    assert wrong_number.status_code == 404


def test_guessing_is_slow(app: APIClient, order: Order) -> None:
    statuses = [status(app, number=f"N-{n}", email="bob@example.com").status_code for n in range(21)]

    assert statuses[-1] == 429
