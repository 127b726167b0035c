"""Searching, filtering, exporting; and what addresses say in vain."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.models import User
from tests.factories.accounts import staff
from tests.factories.shop import Shop, work_of

HEADERS = {"HX-Request": "true", "HX-Target": "palette-results"}


def test_the_palette_finds_orders_products_and_pages(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)

    for words, found in ((order.number, "Elisa Conti"), ("mug", "Half-dip mug"), ("transf", "Transfers")):
        answer = alice.get(reverse("backoffice:palette"), {"q": words}, headers=HEADERS).content.decode()
        assert found in answer
        assert "<html" not in answer


def test_a_scan_of_one_thing_leads_there(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)
    work = work_of(order)

    for code, page, key in (
        (order.number, "order", order.number),
        (work.code, "fulfilment-page", work.code),
        ("mug-blue", "stock-item", shop.mug.pk),
    ):
        answer = alice.get(reverse("backoffice:palette"), {"q": code, "scanned": "1"}, headers=HEADERS)
        assert answer["HX-Redirect"] == reverse(f"backoffice:{page}", args=[key])


@pytest.mark.parametrize("words", ["", "x", "\0", "%", "'", "a" * 3000, "😀"])
def test_the_palette_takes_anything(alice: Client, words: str) -> None:
    for scanned in ("0", "1"):
        assert alice.get(reverse("backoffice:palette"), {"q": words, "scanned": scanned}).status_code == 200


def test_orders_are_found_by_number_name_product_and_state(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)
    sale = shop.sell(shop.vase, at=shop.lucca)

    for asked in (
        {"q": order.number.lower()},
        {"q": "conti"},
        {"q": "0583000"},
        {"q": "MUG"},
        {"work": "to-pick"},
    ):
        page = alice.get(reverse("backoffice:orders"), asked).content.decode()
        assert order.number in page
        assert sale.number not in page


@pytest.mark.parametrize("name", ["orders", "stock"])
@pytest.mark.parametrize(
    "asked",
    [
        {"status": "burning"},
        {"location": "x"},
        {"location": "99999999999999999999"},
        {"channel": "-1"},
        {"since": "yesterday"},
        {"customer": "99999999999999999999"},
        {"state": "wet"},
        {"category": "0"},
        {"sort": "price; drop table"},
        {"page": "-1"},
        {"page": "x"},
        {"q": "\0'%"},
    ],
)
def test_addresses_that_make_no_sense_still_open(
    shop: Shop, alice: Client, name: str, asked: dict[str, str]
) -> None:
    assert alice.get(reverse(f"backoffice:{name}"), asked).status_code == 200


@pytest.mark.parametrize("name", ["order-by-key", "fulfilment-by-key", "stock-item", "import", "resolve"])
def test_keys_that_no_database_has_are_not_found(alice: Client, name: str) -> None:
    assert alice.get(reverse(f"backoffice:{name}", args=[10**30])).status_code == 404


def test_an_export_is_what_is_filtered_and_runs_nothing(shop: Shop, alice: Client) -> None:
    shop.collect(at=shop.como, contact_name="=HYPERLINK()")
    sale = shop.sell(at=shop.lucca)

    text = alice.get(reverse("backoffice:orders"), {"work": "to-pick", "export": "csv"}).getvalue().decode()

    assert "'=HYPERLINK()" in text
    assert sale.number not in text


def test_orders_are_had_as_a_workbook(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)

    answer = alice.get(reverse("backoffice:orders"), {"export": "xlsx"})

    sheet = load_workbook(BytesIO(answer.getvalue())).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [order.number]


@pytest.mark.parametrize("role", ["cashier", "finance", "service"])
def test_whoever_sees_a_list_may_keep_a_view_of_it(
    shop: Shop, sign_in: Callable[[User], Client], role: str
) -> None:
    browser = sign_in(staff(role))
    orders = reverse("backoffice:orders")

    values = {"name": "Late ones", "query": "work=late", "next": orders}
    browser.post(reverse("backoffice:view-save", args=["orders"]), values)

    assert "Late ones" in browser.get(orders).content.decode()
