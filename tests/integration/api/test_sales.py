"""`POST /api/v1/pos/sales`: whatever happened is taken in; only a broken transport is refused."""

import gzip
from typing import Any

import pytest

from apps.catalog.models import Product
from apps.orders.models import Order
from apps.pos.models import SaleEnvelope
from tests.factories.pos import envelope, line


def test_a_batch_is_booked(till: Any, mug: Product) -> None:
    sales = [envelope(line(mug), sequence=1), envelope(line(mug, 2), sequence=2)]

    response = till.report(*sales)

    answers = response.json()["sales"]
    assert response.status_code == 200
    assert [(a["index"], a["sale_id"], a["status"], a["replayed"]) for a in answers] == [
        (0, sales[0]["sale_id"], "booked", False),
        (1, sales[1]["sale_id"], "booked", False),
    ]
    assert {a["order_number"] for a in answers} == set(Order.objects.values_list("number", flat=True))


def test_a_replay_gets_the_same_answer(till: Any, mug: Product) -> None:
    sale = envelope(line(mug, unit_price="11.00"))

    [first] = till.report(sale).json()["sales"]
    [second] = till.report(sale).json()["sales"]

    assert first["differences"]
    assert second == first | {"replayed": True}
    assert Order.objects.count() == 1


def test_a_compressed_batch(till: Any, mug: Product) -> None:
    response = till.report(envelope(line(mug)), zipped=True, HTTP_CONTENT_ENCODING="gzip")

    assert response.json()["sales"][0]["status"] == "booked"


def test_one_that_cant_be_booked_stops_no_other(till: Any, mug: Product) -> None:
    odd = envelope(line(None, sku="NOBODY-KNOWS"), sequence=1)

    response = till.report(odd, envelope(line(mug), sequence=2))

    attention, booked = response.json()["sales"]
    assert (attention["status"], attention["problem"]["code"]) == ("attention", "unknown-product")
    assert attention["problem"]["remedy"]
    assert booked["status"] == "booked"


def test_a_sale_without_an_id_stays_the_tills_and_is_kept_too(till: Any) -> None:
    response = till.report(42)

    [answer] = response.json()["sales"]
    assert (answer["status"], answer["sale_id"], answer["problem"]["code"]) == (
        "invalid",
        None,
        "unidentified",
    )
    assert SaleEnvelope.objects.get().raw == "42"


def test_what_is_wrong_is_said_member_by_member(till: Any, mug: Product) -> None:
    response = till.report(envelope(line(mug, quantity=1) | {"quantity": 0}, currency="euro"))

    [answer] = response.json()["sales"]
    assert (answer["status"], answer["problem"]["code"]) == ("attention", "malformed")
    assert [(e["path"], e["code"]) for e in answer["problem"]["faults"]] == [
        ("currency", "not-currency"),
        ("lines/0/quantity", "out-of-range"),
    ]


def test_the_answer_is_in_the_tills_language(till: Any) -> None:
    response = till.report(42, HTTP_ACCEPT_LANGUAGE="it")

    assert response.headers["Content-Language"] == "it"
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"", {}, 400, "not-readable"),
        (b"sales", {}, 400, "not-readable"),
        (b"[]", {}, 400, "not-readable"),
        (b'{"sales": {}}', {}, 400, "not-readable"),
        (b'{"sales": [NaN]}', {}, 400, "not-readable"),
        (b'{"sales": [1,]}', {}, 400, "not-readable"),
        (b'{"sales": []} {}', {}, 400, "not-readable"),
        (b'{"sales": [], "sales": []}', {}, 400, "not-readable"),
        (b'{"sales": ["\xff"]}', {}, 400, "not-readable"),
        (b'{"sales": [' + b"[" * 200_000, {}, 400, "not-readable"),
        (b'{"sales": [' + b"0," * 500 + b"0]}", {}, 413, "too-large"),
        (b" " * (16 * 2**20 + 1), {}, 413, "too-large"),
        (
            gzip.compress(b" " * (16 * 2**20 + 1), mtime=0),
            {"HTTP_CONTENT_ENCODING": "gzip"},
            413,
            "too-large",
        ),
        (b"not zipped", {"HTTP_CONTENT_ENCODING": "gzip"}, 400, "not-readable"),
        (
            gzip.compress(b'{"sales": []}', mtime=0)[:-4],
            {"HTTP_CONTENT_ENCODING": "gzip"},
            400,
            "not-readable",
        ),
        (b"{}", {"HTTP_CONTENT_ENCODING": "br"}, 415, "media-type-unsupported"),
    ],
)
def test_a_broken_transport_is_refused(
    till: Any, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = till.send(body, **headers)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not SaleEnvelope.objects.exists()


def test_no_sales_are_no_sales(till: Any) -> None:
    assert till.send(b'{"sales": []}').json()["sales"] == []
