"""In whose terms prices are said: with or without tax, as the channel says them."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import minor_unit

from .price_book import ListedPrice
from .rates import Rates
from .taxes import with_tax, without_tax


@dataclass(frozen=True, slots=True)
class Terms:
    """How a channel says its prices.

    A list that says them the other way is converted with the rate at the channel's home, so that the price
    on the shelf is the one charged, wherever the goods go.
    """

    includes_tax: bool
    home: str
    currency: str
    rates: Rates

    def price(self, listed: ListedPrice, category: str) -> Decimal:
        """Return a listed price in these terms."""
        return self.amount(listed.amount, includes_tax=listed.includes_tax, category=category)

    def amount(self, amount: Decimal, *, includes_tax: bool, category: str) -> Decimal:
        """Return an amount in these terms; only a conversion rounds it."""
        if includes_tax == self.includes_tax:
            return tidy(amount, self.currency)
        rate = self.rates.of(self.home, category)
        return (without_tax if includes_tax else with_tax)(amount, rate, self.currency)


def tidy(amount: Decimal, currency: str) -> Decimal:
    """Return the amount with the currency's decimals, or as it is where it is finer than those."""
    unit = minor_unit(currency)
    return amount if amount % unit else amount.quantize(unit)
