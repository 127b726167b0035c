"""Prices and tax rates, and carts to price with them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory

from apps.channels.models import Channel
from apps.pricing.models import Price, PriceList, TaxRate
from apps.pricing.types import Cart, CartLine

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class PriceListFactory(factory.django.DjangoModelFactory[PriceList]):
    class Meta:
        model = PriceList

    name = "Prices"
    code = factory.Sequence(lambda n: f"prices-{n}")
    currency = "EUR"


class PriceFactory(factory.django.DjangoModelFactory[Price]):
    class Meta:
        model = Price

    price_list = factory.SubFactory(PriceListFactory)
    amount = Decimal("12.00")


class TaxRateFactory(factory.django.DjangoModelFactory[TaxRate]):
    class Meta:
        model = TaxRate

    country = "IT"
    category = "standard"
    rate = Decimal("0.22")
    valid_from = date(2013, 10, 1)


def cart(channel: Channel, *lines: tuple[Any, int], **facts: Any) -> Cart:
    """Return a cart of (product, quantity) pairs, keyed by their position."""
    cart_lines = tuple(
        CartLine(key=str(position), product_id=product.pk, quantity=quantity)
        for position, (product, quantity) in enumerate(lines)
    )
    return Cart(channel_id=channel.pk, currency=channel.currency, lines=cart_lines, **facts)
