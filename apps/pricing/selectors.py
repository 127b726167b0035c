"""Prices to show: on cards, product pages and shelves, and in the tills' feed."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from apps.catalog.models import Product
from apps.channels.models import Channel

from .models import Price, PriceList
from .price_book import PriceBook, open_price_book
from .rates import Rates, rates_for
from .terms import Terms
from .types import PriceView


def prices_for(*, channel: Channel, product_ids: Collection[int], at: datetime) -> dict[int, PriceView]:
    """Return the price of one unit of each product that has one, in the channel's currency and terms.

    One query; two more only where a list states its prices the other way (with or without tax).
    Raises NoTaxRate for such a list where the rates of the channel's country aren't known.
    """
    book = open_price_book(channel=channel, currency=channel.currency, product_ids=product_ids, at=at)
    terms, categories = _conversion(channel, book, at)
    return {
        product_id: view
        for product_id in book.prices
        if (view := _view(channel, book, terms, product_id, categories.get(product_id, "")))
    }


def turns(*, channel: Channel, after: datetime, until: datetime | None = None) -> list[datetime]:
    """Return the moments after the first, up to the second, at which prices of the channel change by time alone.

    One query: when one of its price lists begins or ends to be valid.
    """
    lists = PriceList.objects.filter(
        Q(channel=channel) | Q(channel=None), is_active=True, currency=channel.currency
    )
    ends = {moment for pair in lists.values_list("valid_from", "valid_to") for moment in pair if moment}
    return sorted(moment for moment in ends if after < moment and (until is None or moment <= until))


def _view(
    channel: Channel, book: PriceBook, terms: Terms, product_id: int, category: str
) -> PriceView | None:
    price = book.price_of(product_id)
    if price is None:
        return None
    amount, was = terms.price(price, category), None
    regular = book.regular_price_of(product_id) if price.is_reduction else None
    if regular:
        was = terms.price(regular, category)
    return PriceView(
        amount=amount,
        was=was if was is not None and was > amount else None,
        currency=channel.currency,
        includes_tax=channel.prices_include_tax,
        list_code=price.list_code,
        breaks=tuple(
            (quantity, terms.price(listed, category)) for quantity, listed in book.breaks_of(product_id)
        ),
    )


def _conversion(channel: Channel, book: PriceBook, at: datetime) -> tuple[Terms, dict[int, str]]:
    """Return the channel's terms, with rates and tax categories only where something has to be converted."""
    other_way = [
        product_id
        for product_id, prices in book.prices.items()
        if any(price.includes_tax != channel.prices_include_tax for price in prices)
    ]
    rates, categories = Rates({}), {}
    if other_way:
        rates = rates_for(countries=[channel.tax_country], at=at)
        categories = dict(Product.objects.filter(pk__in=other_way).values_list("pk", "tax_category"))
    terms = Terms(channel.prices_include_tax, channel.tax_country, channel.currency, rates)
    return terms, categories


def listed_prices(
    *, price_list_codes: Collection[str], product_ids: Collection[int]
) -> dict[tuple[str, int], Decimal]:
    """Return what these lists state for one unit of the products, valid now or not, by list code and product."""
    rows = Price.objects.filter(
        price_list__code__in=price_list_codes, product_id__in=product_ids, from_quantity=1
    )
    return {
        (code, product_id): amount
        for code, product_id, amount in rows.values_list("price_list__code", "product_id", "amount")
    }
