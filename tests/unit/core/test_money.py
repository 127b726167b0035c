"""Money is exact: splits always sum, rounding is half up, currencies don't mix."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import CurrencyMismatch, Money, minor_unit, round_cash, round_money, split

currencies = st.sampled_from(["EUR", "JPY", "KWD", "CHF"])
weights = st.lists(st.integers(0, 10**6) | st.decimals(0, 1000, places=3), min_size=1, max_size=30)


@st.composite
def totals(draw):
    currency = draw(currencies)
    return draw(st.integers(-(10**9), 10**9)) * minor_unit(currency), currency


@given(totals(), weights)
def test_a_split_sums_to_the_total_to_the_last_unit(total, weights):
    amount, currency = total

    parts = split(amount, weights, currency)

    assert sum(parts) == amount
    assert len(parts) == len(weights)
    assert all(part % minor_unit(currency) == 0 for part in parts)


@given(totals(), weights)
def test_each_part_is_within_one_unit_of_its_share(total, weights):
    amount, currency = total
    whole = sum(Decimal(weight) for weight in weights) or Decimal(len(weights))
    shares = [Decimal(weight) for weight in weights] if any(weights) else [Decimal(1)] * len(weights)

    for part, share in zip(split(amount, weights, currency), shares, strict=True):
        assert abs(part - amount * share / whole) < minor_unit(currency) + Decimal("1e-9")


@given(totals(), weights)
def test_the_split_of_a_refund_mirrors_that_of_the_sale(total, weights):
    amount, currency = total

    assert split(-amount, weights, currency) == [-part for part in split(amount, weights, currency)]


def test_what_is_left_over_goes_to_the_largest_remainders_then_to_the_first():
    assert split(Decimal("10.00"), [1, 1, 1], "EUR") == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]
    assert split(Decimal("0.05"), [1, 3], "EUR") == [Decimal("0.01"), Decimal("0.04")]
    assert split(Decimal("0.03"), [0, 0], "EUR") == [Decimal("0.02"), Decimal("0.01")]


@pytest.mark.parametrize(
    ("total", "parts"), [("1.00", []), ("1.00", [1, -1]), ("1.005", [1]), ("1.5", [1, 1])]
)
def test_a_split_that_makes_no_sense_is_refused(total, parts):
    with pytest.raises(ValueError):  # noqa: PT011  each with its own words
        split(Decimal(total), parts, "JPY" if total == "1.5" else "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("2.345", "EUR", "2.35"),
        ("-2.345", "EUR", "-2.35"),
        ("2.344", "EUR", "2.34"),
        ("2.5", "JPY", "3"),
        ("2.3455", "KWD", "2.346"),
    ],
)
def test_half_is_rounded_away_from_zero(amount, currency, expected):
    assert round_money(Decimal(amount), currency) == Decimal(expected)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("2.32", "CHF", "2.30"),
        ("2.33", "CHF", "2.35"),
        ("2.49", "SEK", "2.00"),
        ("1002.50", "HUF", "1005.00"),
        ("2.32", "EUR", "2.32"),
    ],
)
def test_cash_is_rounded_to_the_coins_there_are(amount, currency, expected):
    assert round_cash(Decimal(amount), currency) == Decimal(expected)


def test_a_shop_may_round_cash_its_own_way():
    assert round_cash(Decimal("2.33"), "EUR", step=Decimal("0.05")) == Decimal("2.35")


def test_amounts_of_one_currency_add_up():
    one, other = Money(Decimal("1.005"), "EUR"), Money(Decimal("2.10"), "EUR")

    assert (one + other).rounded() == Money(Decimal("3.11"), "EUR")
    assert one - other == -Money(Decimal("1.095"), "EUR")
    assert other * 3 == Money(Decimal("6.30"), "EUR")


def test_currencies_do_not_mix():
    with pytest.raises(CurrencyMismatch):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "CHF")
