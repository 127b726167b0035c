"""Tax by rate over the whole document: lines, rates and totals agree to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.pricing.taxes import Taxable, tax_all, tax_in_gross, tax_on_net

RATES = (Decimal("0.22"), Decimal("0.10"), Decimal("0.04"), Decimal(0))

taxables = st.lists(
    st.builds(
        Taxable,
        amount=st.decimals(min_value=0, max_value=5000, places=2),
        rate=st.sampled_from(RATES),
        category=st.just("standard"),
    ),
    min_size=1,
    max_size=30,
)


@pytest.mark.parametrize(
    ("gross", "rate", "tax"),
    [("12.20", "0.22", "2.20"), ("0.01", "0.22", "0.00"), ("19.99", "0.10", "1.82"), ("5.00", "0", "0.00")],
)
def test_the_tax_in_a_gross_price(gross: str, rate: str, tax: str) -> None:
    assert tax_in_gross(Decimal(gross), Decimal(rate), "EUR") == Decimal(tax)


@pytest.mark.parametrize(
    ("net", "rate", "currency", "tax"),
    [("10.00", "0.22", "EUR", "2.20"), ("0.25", "0.10", "EUR", "0.03"), ("105", "0.10", "JPY", "11")],
)
def test_the_tax_on_a_net_price_is_rounded_half_up(net: str, rate: str, currency: str, tax: str) -> None:
    assert tax_on_net(Decimal(net), Decimal(rate), currency) == Decimal(tax)


def test_exclusive_prices_are_taxed_once_a_rate_not_once_a_line() -> None:
    """EN 16931: three lines of 0.33 make 0.99 x 22 % = 0.22, where line by line it would be 0.21."""
    lines = [Taxable(Decimal("0.33"), Decimal("0.22"), "standard")] * 3

    taxed, (total,) = tax_all(lines, includes_tax=False, currency="EUR")

    assert (total.net, total.tax) == (Decimal("0.99"), Decimal("0.22"))
    assert [line.tax for line in taxed] == [Decimal("0.08"), Decimal("0.07"), Decimal("0.07")]


@given(items=taxables, includes_tax=st.booleans())
def test_lines_always_sum_to_the_totals_of_their_rate(items: list[Taxable], includes_tax: bool) -> None:
    taxed, totals = tax_all(items, includes_tax=includes_tax, currency="EUR")

    for total in totals:
        of_rate = [line for line, item in zip(taxed, items, strict=True) if item.rate == total.rate]
        assert sum(line.tax for line in of_rate) == total.tax
        assert sum(line.net for line in of_rate) == total.net


@given(items=taxables)
def test_exclusive_totals_satisfy_the_european_standard(items: list[Taxable]) -> None:
    _taxed, totals = tax_all(items, includes_tax=False, currency="EUR")

    assert all(total.tax == tax_on_net(total.net, total.rate, "EUR") for total in totals)


@given(items=taxables)
def test_inclusive_prices_are_what_is_paid(items: list[Taxable]) -> None:
    taxed, _totals = tax_all(items, includes_tax=True, currency="EUR")

    assert [line.gross for line in taxed] == [item.amount for item in items]
