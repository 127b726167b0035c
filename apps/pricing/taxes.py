"""Tax arithmetic: by rate over the whole document, then back to the lines so that they sum. Pure.

Exclusive prices follow EN 16931 (BG-23): the tax of a category and rate is the sum of its net amounts times
the rate, rounded once. Inclusive prices do the same from the gross side. Either way the lines' taxes are
shares of that total, so lines, rates and totals always agree to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import round_money, split

from .types import TaxTotal

REVERSE_CHARGE = "reverse-charge"


@dataclass(frozen=True, slots=True)
class Taxable:
    """An amount to tax, rounded to the currency's minor unit, with the rate as a share of one."""

    amount: Decimal
    rate: Decimal
    category: str


@dataclass(frozen=True, slots=True)
class Taxed:
    """The same amount with and without tax."""

    gross: Decimal
    net: Decimal

    @property
    def tax(self) -> Decimal:
        return self.gross - self.net


def tax_in_gross(gross: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return the tax contained in a gross amount."""
    return gross - round_money(gross / (1 + rate), currency)


def tax_on_net(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return the tax that comes on top of a net amount."""
    return round_money(net * rate, currency)


def with_tax(amount: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return a net price as a gross price, rounded to what a price tag can show."""
    return round_money(amount * (1 + rate), currency)


def without_tax(amount: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return a gross price as a net price, rounded to what a price tag can show."""
    return round_money(amount / (1 + rate), currency)


def tax_all(
    items: Sequence[Taxable], *, includes_tax: bool, currency: str
) -> tuple[list[Taxed], list[TaxTotal]]:
    """Return each item with and without tax, in order, and the totals by rate and category.

    Raises ValueError for a negative amount or one finer than the currency's minor unit.
    """
    taxed: dict[int, Taxed] = {}
    totals = []
    for (rate, category), positions in _by_rate(items).items():
        amounts = [items[position].amount for position in positions]
        whole = sum(amounts, Decimal(0))
        tax_of = tax_in_gross if includes_tax else tax_on_net
        tax = tax_of(whole, rate, currency)
        for position, amount, share in zip(positions, amounts, split(tax, amounts, currency), strict=True):
            taxed[position] = Taxed(amount, amount - share) if includes_tax else Taxed(amount + share, amount)
        totals.append(TaxTotal(rate, category, whole - tax if includes_tax else whole, tax))
    totals.sort(key=lambda total: (-total.rate, total.category))
    return [taxed[position] for position in range(len(items))], totals


def _by_rate(items: Sequence[Taxable]) -> dict[tuple[Decimal, str], list[int]]:
    groups: dict[tuple[Decimal, str], list[int]] = {}
    for position, item in enumerate(items):
        groups.setdefault((item.rate, item.category), []).append(position)
    return groups
