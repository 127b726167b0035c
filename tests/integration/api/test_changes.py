"""`GET /api/v1/pos/changes`: compressed, validated by tag, with a cursor."""

import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import Product
from tests.factories.goods import ProductFactory
from tests.factories.pricing import PriceFactory


def test_a_page_of_everything(till: Any, mug: Product) -> None:
    page = till.get("/api/v1/pos/changes").json()

    assert [product["sku"] for product in page["products"]] == ["MUG"]
    assert page["prices"] == [
        {
            "product_id": mug.pk,
            "amount": "12.20",
            "was": None,
            "list": mug.prices.get().price_list.code,
            "breaks": [],
            "next": [],
        }
    ]
    assert page["settings"]["tax_rates"][0]["rate"] == "0.2200"
    assert (page["complete"], page["more"]) == (True, False)


def test_pages(till: Any) -> None:
    for _number in range(3):
        ProductFactory()

    first = till.get("/api/v1/pos/changes", {"limit": 2}).json()
    second = till.get("/api/v1/pos/changes", {"limit": 2, "cursor": first["cursor"]}).json()

    assert (len(first["products"]), first["more"], first["complete"]) == (2, True, False)
    assert (len(second["products"]), second["more"], second["complete"]) == (1, False, True)


def test_it_travels_compressed(till: Any, mug: Product) -> None:
    for _number in range(20):
        ProductFactory()

    response = till.get("/api/v1/pos/changes", HTTP_ACCEPT_ENCODING="gzip")

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(response.content))["products"]) == 21


def test_nothing_new_is_told_by_an_empty_answer(till: Any, mug: Product) -> None:
    cursor = till.get("/api/v1/pos/changes").json()["cursor"]
    first = till.get("/api/v1/pos/changes", {"cursor": cursor})

    second = till.get("/api/v1/pos/changes", {"cursor": cursor}, HTTP_IF_NONE_MATCH=first.headers["ETag"])

    assert (second.status_code, second.content) == (304, b"")
    assert "private" in second.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"cursor": "x"}, 400, "invalid-cursor"),
        ({"cursor": "b~9~9~product~~0~1.1"}, 409, "cursor-outdated"),
        ({"topics": "weather"}, 400, "unknown-topic"),
        ({"limit": "0"}, 400, "invalid"),
        ({"limit": "many"}, 400, "invalid"),
        ({"cursor": "x" * 201}, 400, "invalid"),
        ({"cursor": "\x00"}, 400, "invalid"),
    ],
)
def test_strange_questions(till: Any, query: dict[str, str], status: int, code: str) -> None:
    response = till.get("/api/v1/pos/changes", query)

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_few_queries_however_many_products(till: Any, mug: Product) -> None:
    for _number in range(30):
        PriceFactory(product=ProductFactory())

    with CaptureQueriesContext(connection) as queries:
        till.get("/api/v1/pos/changes")

    assert len(queries) <= 13
