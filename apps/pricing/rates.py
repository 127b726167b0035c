"""Which tax rate applies: by the country whose tax it is, the category of the goods and the day there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.core import get_global
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TaxCategory
from apps.core.errors import DomainError
from apps.core.prepared import AnyOf, Given, Prepared

from .models import TaxRate

UNTAXED = frozenset({TaxCategory.ZERO, TaxCategory.EXEMPT})


class NoTaxRate(DomainError):
    code = "no-tax-rate"
    message = _("We can't sell to %(country)s yet: its tax rates aren't known.")


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of some countries on a day."""

    known: dict[tuple[str, str], Decimal]

    def of(self, country: str, category: str) -> Decimal:
        """Return the rate; a reduced category that the country doesn't have is taxed at its standard rate.

        Raises NoTaxRate.
        """
        if category in UNTAXED:
            return Decimal(0)
        rate = self.known.get((country, category))
        if rate is None:
            rate = self.known.get((country, TaxCategory.STANDARD))
        if rate is None:
            raise NoTaxRate(country=country)
        return rate


def rates_for(*, countries: Collection[str], at: datetime) -> Rates:
    """Return the rates in force in the countries at the moment, with one query."""
    days = {country: day_in(country, at) for country in countries}
    begun = _BEGUN.rows(countries=list(days), day=max(days.values(), default=at.date()))
    return Rates(
        {(country, category): rate for country, category, rate, since in begun if since <= days[country]}
    )


def day_in(country: str, at: datetime) -> date:
    """Return the date in the country: a new rate begins at midnight there, not at midnight UTC."""
    zones = get_global("territory_zones").get(country)
    return (at.astimezone(ZoneInfo(zones[0])) if zones else at).date()


_BEGUN = Prepared(
    *("country", "category", "rate", "valid_from"),
    of=lambda: TaxRate.objects.filter(
        AnyOf("country", Given("countries"), kind="text"), valid_from__lte=Given("day")
    ).order_by("valid_from"),
)
