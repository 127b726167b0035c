"""The arithmetic of a whole quote: rounding, totals, bad values, and how many questions it asks."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.channels.models import Channel
from apps.pricing.quote import InvalidAmount, InvalidQuantity, UnknownCurrency, quote
from apps.pricing.types import Cart, CartLine, Charge
from tests.factories.channels import ChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory, TaxRateFactory, cart

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def web() -> Channel:
    TaxRateFactory()
    return ChannelFactory()


def test_a_line_is_rounded_half_up_once(web: Channel) -> None:
    screw = ProductFactory()
    PriceFactory(product=screw, amount="0.0125")

    line = quote(cart=cart(web, (screw, 6)), at=NOON).lines[0]

    assert (line.unit_price, line.gross) == (D("0.0125"), D("0.08"))


def real_cases(shared_data: Path, **wanted: str) -> list[dict[str, Any]]:
    rows = (shared_data / "4_cases/prestashop_rounding.jsonl").read_text().splitlines()
    return [
        case
        for case in map(json.loads, rows)
        if "discounts" not in case and all(case.get(name) == value for name, value in wanted.items())
    ]


def real_cart(case: dict[str, Any], *, rounded_units: bool) -> Cart:
    """Return a real cart, priced by hand; no rounding mode matters where nothing lies halfway."""
    lines = []
    for line in case["lines"]:
        price = D(line["unit_price"])
        price = price.quantize(D("0.01"), "ROUND_HALF_UP") if rounded_units else price
        lines.append(CartLine(line["sku"], ProductFactory().pk, line["qty"], unit_price=price))
    post = Charge("post", "Post", D(case["shipping"]), "zero")
    trade = ChannelFactory(prices_include_tax=False)
    return Cart(trade.pk, "EUR", tuple(lines), charges=(post,))


def test_real_carts_rounded_by_line_agree(web: Channel, shared_data: Path) -> None:
    TaxRateFactory(rate=0, valid_from="2020-01-01")
    for case in real_cases(shared_data, round_on="line", round_mode="half_even"):
        assert quote(cart=real_cart(case, rounded_units=False), at=NOON).total_gross == D(
            case["expected_total"]
        )


def test_real_carts_with_round_unit_prices_agree(web: Channel, shared_data: Path) -> None:
    TaxRateFactory(rate=0, valid_from="2020-01-01")
    for case in real_cases(shared_data, round_on="item", round_mode="half_up"):
        assert quote(cart=real_cart(case, rounded_units=True), at=NOON).total_gross == D(
            case["expected_total"]
        )


@pytest.mark.parametrize("percent", [4, 6])
def test_real_carts_with_tax_agree_to_the_cent(web: Channel, shared_data: Path, percent: int) -> None:
    TaxRateFactory(rate=D(percent) / 100, valid_from="2020-01-01")
    for case in real_cases(shared_data, tax_rate_goods=str(percent)):
        quoted = quote(cart=real_cart(case, rounded_units=True), at=NOON)
        assert abs(quoted.total_gross - D(case["expected_total"])) <= D("0.005"), case["id"]


def test_an_empty_cart_costs_nothing(web: Channel) -> None:
    assert quote(cart=cart(web), at=NOON).total_gross == 0


def test_a_currency_without_cents_is_rounded_to_whole_units() -> None:
    TaxRateFactory(country="JP", rate="0.10")
    japan, bowl = ChannelFactory(currency="JPY", tax_country="JP"), ProductFactory()
    PriceFactory(product=bowl, amount="1500", price_list__currency="JPY")

    quoted = quote(cart=cart(japan, (bowl, 1)), at=NOON)

    assert (str(quoted.total_gross), str(quoted.total_net)) == ("1500", "1364")


def test_the_fingerprint_is_stable_until_a_price_changes(web: Channel) -> None:
    mug = ProductFactory()
    price = PriceFactory(product=mug)
    before = [quote(cart=cart(web, (mug, 1)), at=NOON).fingerprint for _ in range(2)]
    price.amount = D("12.01")
    price.save()

    assert before[0] == before[1] != quote(cart=cart(web, (mug, 1)), at=NOON).fingerprint


@pytest.mark.parametrize("quantity", [0, -1, 100_000])
def test_a_quantity_that_makes_no_sense_is_refused(web: Channel, quantity: int) -> None:
    with pytest.raises(InvalidQuantity):
        quote(cart=cart(web, (ProductFactory(), quantity)), at=NOON)


def test_a_currency_that_does_not_exist_is_refused(web: Channel) -> None:
    with pytest.raises(UnknownCurrency, match="XXZ"):
        quote(cart=replace(cart(web), currency="XXZ"), at=NOON)


def test_a_negative_charge_is_refused(web: Channel) -> None:
    with pytest.raises(InvalidAmount):
        quote(cart=cart(web, charges=(Charge("x", "X", D("-1"), "standard"),)), at=NOON)


@pytest.mark.parametrize("size", [1, 30])
def test_the_number_of_queries_does_not_grow(
    web: Channel, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    products = [ProductFactory() for _ in range(size)]
    for product in products:
        PriceFactory(product=product)
    basket = cart(web, *((product, 2) for product in products))

    with django_assert_num_queries(4):
        quote(cart=basket, at=NOON)
