"""Where the shop delivers, in what ways, for how much and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language

from apps.fulfilment.models import DeliveryMethod
from apps.fulfilment.promises import arrival
from apps.pricing.rates import day_in
from apps.pricing.types import Charge

from .channel import web_channel
from .countries import country_choices
from .memo import remembered


@dataclass(frozen=True, slots=True)
class Shipping:
    """A way of delivering, as `fulfilment.delivery` offers it, before it is known what the goods come to."""

    code: str
    name: str
    countries: frozenset[str]
    price: Decimal
    free_from: Decimal | None
    tax_category: str
    days_min: int
    days_max: int

    def amount(self, goods_gross: Decimal) -> Decimal:
        """Return what it costs for goods of this value, tax included."""
        free = self.free_from is not None and goods_gross >= self.free_from
        return Decimal(0) if free else self.price

    def arrives_by(self, at: datetime) -> date:
        """Return the last day on which it arrives if it is ordered at the moment."""
        today = day_in(web_channel().tax_country, at)
        return arrival(today, days_min=self.days_min, days_max=self.days_max)[1]

    def charge(self, amount: Decimal) -> Charge:
        """Return the charge that a cart carries for it."""
        return Charge(self.code, self.name, amount, self.tax_category)


def delivery_countries() -> list[tuple[str, str]]:
    """Return the countries that the shop delivers to as choices in the reader's language."""
    return country_choices(served_countries())


def served_countries() -> set[str]:
    """Return the codes of the countries that the shop delivers to, at least its own."""
    codes = {code for way in _advertised(get_language() or "") for code in way.countries}
    return codes or {web_channel().tax_country}


def usual_shipping() -> Shipping | None:
    """Return the way of delivering to advertise: the first that serves the shop's own country."""
    home = web_channel().tax_country
    return next((way for way in _advertised(get_language() or "") if home in way.countries), None)


def ways_to(country: str) -> list[Shipping]:
    """Return the ways of delivering to a country as they are now, in the channel's order, with one query."""
    return [way for way in _read() if country in way.countries]


def pick(ways: Sequence[Shipping], code: str) -> Shipping | None:
    """Return the way of delivering with this code, else the first there is."""
    return next((way for way in ways if way.code == code), ways[0] if ways else None)


@remembered
def _advertised(language: str) -> Sequence[Shipping]:
    """Return every way of delivering for pages that decide nothing; names depend on the language."""
    return _read()


def _read() -> Sequence[Shipping]:
    channel = web_channel()
    rows = DeliveryMethod.objects.filter(channel=channel, is_active=True, currency=channel.currency)
    return [
        Shipping(
            code=row.code,
            name=row.name,
            countries=frozenset(code.strip().upper() for code in row.countries.split(",") if code.strip()),
            price=row.price,
            free_from=row.free_from,
            tax_category=row.tax_category,
            days_min=row.days_min,
            days_max=row.days_max,
        )
        for row in rows.order_by("position", "pk")
    ]
