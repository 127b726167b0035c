"""Numbers as people write them are read where they are clear, and questioned where they aren't."""

from decimal import Decimal

import pytest

from apps.catalog.imports.spellings import read_number
from apps.catalog.imports.values import Cells


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("9.99", "9.99"),
        ("9,99", "9.99"),
        ("1299", "1299"),
        ("1,299.00", "1299.00"),
        ("1.299,00", "1299.00"),
        ("1,234,567", "1234567"),
        ("0,125", "0.125"),
        ("-3", "-3"),
    ],
)
def test_clear_ones(written: str, number: str) -> None:
    assert read_number(written) == (Decimal(number), "")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("1,299", "ambiguous-number"),
        ("1.29,00", "not-a-number"),
        ("abc", "not-a-number"),
        ("NaN", "not-a-number"),
        ("Infinity", "not-a-number"),
        ("1e9", "not-a-number"),
        ("€9", "not-a-number"),
        ("=1+1", "not-a-number"),
        ("٣", "not-a-number"),
    ],
)
def test_others_say_why(written: str, wrong: str) -> None:
    assert read_number(written) == (None, wrong)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("-1", "negative-number"),
        ("99999999999", "number-too-large"),
        ("0.12345", "too-fine"),
        ("x", "not-a-number"),
    ],
)
def test_a_price_that_cannot_be_one_names_its_line(written: str, code: str) -> None:
    cells = Cells(17, {"price": written})
    assert cells.amount("price") is None
    assert [(problem.line, problem.column, problem.value, problem.code) for problem in cells.problems] == [
        (17, "price", written, code)
    ]


def test_nothing_said_is_no_problem() -> None:
    cells = Cells(2, {})
    assert (cells.amount("price"), cells.whole("stock"), cells.yes_no("public"), cells.gtins("gtin")) == (
        None,
    ) * 4
    assert not cells.problems


def test_spaces_in_large_numbers_are_forgiven() -> None:
    assert Cells(2, {"price": "1 299,00"}).amount("price") == Decimal("1299.00")


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("€12.90", "12.90", "EUR"),
        ("12,90 €", "12.90", "EUR"),
        ("$9.99", "9.99", ""),
        ("49 zł", "49", "PLN"),
        ("Rp 15.000.000", "15000000", "IDR"),
        ("CHF 1'299.00", "1299.00", "CHF"),
        ("12.90 USD", "12.90", "USD"),
        ("14.50", "14.50", ""),
    ],
)
def test_a_price_may_say_its_currency(written: str, amount: str, currency: str) -> None:
    cells = Cells(2, {"price": written})

    assert (cells.amount("price"), cells.currency("price")) == (Decimal(amount), currency)
    assert not cells.problems


def test_a_thousand_pieces_can_be_read_in_one_way_only() -> None:
    assert Cells(2, {"stock": "1,000"}).whole("stock") == 1000


@pytest.mark.parametrize("written", ["TRUE", "vero", "VRAI", "Prawda", "benar", "1"])
def test_yes_as_spreadsheets_of_five_languages_write_it(written: str) -> None:
    assert Cells(2, {"public": written}).yes_no("public") is True
