"""Where a receipt differs from what we know, that is told; what was charged is what is booked."""

from decimal import Decimal
from typing import Any

import pytest

from apps.catalog.models import Product
from apps.orders.models import Order
from apps.pos.models import Device
from apps.pos.problems import difference_words
from apps.pos.types import Answer
from tests.factories.pos import envelope, line, report
from tests.factories.pricing import NOON, PriceFactory


def codes(answer: Answer) -> list[str]:
    assert answer.status == "booked"
    assert all(difference_words(found) for found in answer.differences)
    return [found["code"] for found in answer.differences]


def test_another_price(till: Device, mug: Product) -> None:
    [answer] = report(till, envelope(line(mug, unit_price="9.90")))

    assert answer.differences == ({"code": "price", "line": 1, "charged": "9.90", "expected": "12.20"},)
    assert Order.objects.get().total_incl_tax == Decimal("9.90")


def test_the_price_of_the_moment_of_the_sale_counts(till: Device, mug: Product) -> None:
    PriceFactory(
        product=mug,
        amount="10.00",
        price_list__priority=1,
        price_list__valid_from=NOON.replace(hour=13),
    )
    before = envelope(line(mug), sequence=1)
    after = envelope(line(mug), sequence=2, sold_at=NOON.replace(hour=14).isoformat())

    answers = report(till, before, after, at=NOON.replace(hour=15))

    assert [codes(answer) for answer in answers] == [[], ["price"]]


def test_no_price(till: Device, mug: Product) -> None:
    mug.prices.all().delete()

    [answer] = report(till, envelope(line(mug)))

    assert codes(answer) == ["no-price"]


def test_a_discount_without_a_reason(till: Device, mug: Product) -> None:
    silent = envelope(line(mug, discount="2.20"), sequence=1)
    explained = envelope(line(mug, discount="2.20", discount_reason="chipped"), sequence=2)

    answers = report(till, silent, explained)

    assert [codes(answer) for answer in answers] == [["discount"], []]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"gross": "12.00"}, ["line-sum", "line-tax", "total"]),
        ({"net": "9.00"}, ["line-tax", "total-net"]),
        ({"net": "10.01"}, ["total-net"]),
        ({"tax_rate": "0.1"}, ["line-tax", "tax-rate"]),
        ({"tax_category": "reduced"}, ["tax-category"]),
        ({"tax_category": "magic"}, ["tax-category"]),
        ({"sku": "OLD-MUG"}, ["product-renamed"]),
        ({"product_id": None}, []),
        ({"product_id": 999_999}, []),
    ],
)
def test_odd_lines(till: Device, mug: Product, changes: dict[str, Any], found: list[str]) -> None:
    plain = envelope(line(mug))

    [answer] = report(till, plain | {"lines": [plain["lines"][0] | changes]})

    assert codes(answer) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"totals": {"gross": "12.00", "net": "10.00"}}, ["total", "tenders"]),
        ({"tenders": []}, ["tenders"]),
        ({"change": "0.10"}, ["tenders"]),
        ({"tenders": [{"method": "cash", "amount": "12.00"}], "rounding": "-0.20"}, []),
        ({"tenders": [{"method": "meal-voucher", "amount": "12.20"}]}, ["unknown-tender"]),
        ({"customer": {"email": "nobody@lumaca.example"}}, ["unknown-customer"]),
        ({"cashier": {"name": "Nobody"}}, ["unknown-cashier"]),
        ({"location": "atlantis"}, ["unknown-location"]),
        ({"receipt_number": "!"}, ["number-unusable"]),
        ({"business_date": "2026-11-20"}, ["business-date"]),
        ({"sold_at": "1970-01-01T00:00:00Z"}, ["clock"]),
        ({"sold_at": "2031-01-01T00:00:00Z"}, ["clock"]),
    ],
)
def test_odd_sales(till: Device, mug: Product, changes: dict[str, Any], found: list[str]) -> None:
    [answer] = report(till, envelope(line(mug)) | changes)

    assert codes(answer) == found


def test_it_is_booked_at_what_was_charged_whatever_the_lines_say(till: Device, mug: Product) -> None:
    sale = envelope(line(mug)) | {
        "totals": {"gross": "12.00", "net": "10.00"},
        "tenders": [{"method": "cash", "amount": "12.00"}],
    }

    report(till, sale)

    order = Order.objects.get()
    assert order.total_incl_tax == Decimal("12.00")
    assert {(entry.kind, entry.gross) for entry in order.entries.all()} == {
        ("sale", Decimal("12.20")),
        ("rounding", Decimal("-0.20")),
    }


def test_a_number_that_another_order_has(till: Device, mug: Product) -> None:
    first, second = report(
        till,
        envelope(line(mug), sequence=1, receipt_number="LUCCA-1-7"),
        envelope(line(mug), sequence=2, receipt_number="LUCCA-1-7"),
    )

    assert (codes(first), codes(second)) == ([], ["number-taken"])
    assert Order.objects.values_list("number", flat=True).distinct().count() == 2
