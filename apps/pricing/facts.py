"""What the database knows about a cart, read with at most five queries whatever the cart's size."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.errors import DomainError
from apps.core.money import round_money
from apps.core.prepared import AnyOf, Given, Prepared

from .price_book import PriceBook, open_price_book
from .rates import rates_for
from .taxes import REVERSE_CHARGE, Taxable
from .terms import Terms
from .types import Cart, CartLine, Charge


class NoPrice(DomainError):
    code = "no-price"
    message = _("One of the products can't be bought here at the moment. Take it out of the cart.")


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What a unit costs and would cost without a reduction, and the line before discounts."""

    unit_price: Decimal
    list_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """Prices, rates and places of one cart."""

    cart: Cart
    terms: Terms
    channel_includes_tax: bool
    book: PriceBook
    categories: dict[int, str]
    countries: dict[int, str]
    quantities: Counter[int]

    def price(self, line: CartLine) -> LinePrice:
        """Return the line's price; a quantity break counts all units of the product in the cart.

        Raises NoPrice.
        """
        category = self.categories.get(line.product_id)
        if category is None:
            raise NoPrice(product_id=line.product_id)
        if line.unit_price is not None:
            unit_price = self._own(line.unit_price, category)
            return LinePrice(unit_price, unit_price, self._times(unit_price, line.quantity))
        quantity = self.quantities[line.product_id]
        listed = self.book.price_of(line.product_id, quantity=quantity)
        if listed is None:
            raise NoPrice(product_id=line.product_id)
        unit_price = list_price = self.terms.price(listed, category)
        regular = self.book.regular_price_of(line.product_id, quantity=quantity)
        if listed.is_reduction and regular:
            list_price = max(unit_price, self.terms.price(regular, category))
        return LinePrice(unit_price, list_price, self._times(unit_price, line.quantity))

    def taxable_line(self, line: CartLine, amount: Decimal) -> Taxable:
        """Return a line's amount with the rate of the country where the goods change hands."""
        country = self.cart.destination_country if line.method == "delivery" else None
        if line.method != "delivery" and line.location_id is not None:
            country = self.countries.get(line.location_id)
        return self._taxable(amount, country, self.categories[line.product_id])

    def taxable_charge(self, charge: Charge) -> Taxable:
        """Return a charge's amount with its rate at the destination."""
        amount = round_money(self._own(charge.amount, charge.tax_category), self.cart.currency)
        return self._taxable(amount, self.cart.destination_country, charge.tax_category)

    def _taxable(self, amount: Decimal, country: str | None, category: str) -> Taxable:
        if self.cart.reverse_charge:
            return Taxable(amount, Decimal(0), REVERSE_CHARGE)
        return Taxable(amount, self.terms.rates.of(country or self.terms.home, category), category)

    def _own(self, amount: Decimal, category: str) -> Decimal:
        return self.terms.amount(amount, includes_tax=self.channel_includes_tax, category=category)

    def _times(self, unit_price: Decimal, quantity: int) -> Decimal:
        return round_money(unit_price * quantity, self.cart.currency)


def look_up(*, cart: Cart, at: datetime, channel: Channel | None = None) -> Facts:
    """Return what is known about the cart at the moment; its channel is read unless it is given.

    Raises Channel.DoesNotExist.
    """
    channel = channel or Channel.objects.get(pk=cart.channel_id)
    products = {line.product_id for line in cart.lines}
    places = {
        line.location_id for line in cart.lines if line.method != "delivery" and line.location_id is not None
    }
    countries = dict(Location.objects.filter(pk__in=places).values_list("pk", "country"))
    taxing = {channel.tax_country, *countries.values(), cart.destination_country or channel.tax_country}
    terms = Terms(
        includes_tax=channel.prices_include_tax and not cart.reverse_charge,
        home=channel.tax_country,
        currency=cart.currency,
        rates=rates_for(countries=taxing, at=at),
    )
    return Facts(
        cart=cart,
        terms=terms,
        channel_includes_tax=channel.prices_include_tax,
        book=open_price_book(channel=channel, currency=cart.currency, product_ids=products, at=at),
        categories=dict(_CATEGORIES.rows(products=list(products))),
        countries=countries,
        quantities=_quantities(cart),
    )


def look_up_all(*, carts: Sequence[Cart], at: datetime) -> list[Facts]:
    """Return what is known about each cart, with the queries of one.

    The carts are of one channel, currency and destination.
    """
    together = replace(carts[0], lines=tuple(line for cart in carts for line in cart.lines))
    shared = look_up(cart=together, at=at)
    return [replace(shared, cart=cart, quantities=_quantities(cart)) for cart in carts]


_CATEGORIES = Prepared(
    "pk", "tax_category", of=lambda: Product.objects.filter(AnyOf("pk", Given("products"))).order_by()
)


def _quantities(cart: Cart) -> Counter[int]:
    quantities: Counter[int] = Counter()
    for line in cart.lines:
        quantities[line.product_id] += line.quantity
    return quantities
