"""Carts and quotes: what is to be priced and what it comes to. Amounts are in the cart's currency."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Method = Literal["delivery", "pickup", "carry-out", "none"]
"""How goods get to the shopper; `none` is for what isn't a physical thing."""


@dataclass(frozen=True, slots=True)
class CartLine:
    """A product and how it gets to the shopper. `unit_price` overrules the price lists."""

    key: str
    product_id: int
    quantity: int
    unit_price: Decimal | None = None
    method: Method = "delivery"
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """A delivery or a service, in the terms (tax included or not) of the channel's prices."""

    code: str
    title: str
    amount: Decimal
    tax_category: str
    kind: Literal["delivery", "service"] = "delivery"


@dataclass(frozen=True, slots=True)
class Cart:
    """What one shopper wants from one channel.

    `destination_country` is where delivered goods go (ISO 3166, two letters). `reverse_charge` says that the
    buyer is a business which accounts for the tax itself; whoever sets it has checked its VAT number.
    """

    channel_id: int
    currency: str
    lines: tuple[CartLine, ...]
    charges: tuple[Charge, ...] = ()
    destination_country: str | None = None
    customer_id: int | None = None
    reverse_charge: bool = False


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A priced line. `unit_price`, `list_price` and `discount` are in the terms of the quote's prices.

    `list_price` is the price that a reduction replaces, the unit price itself where there is none.
    gross = net + tax, after the discount.
    """

    key: str
    product_id: int
    quantity: int
    unit_price: Decimal
    list_price: Decimal
    discount: Decimal
    gross: Decimal
    net: Decimal
    tax: Decimal
    tax_rate: Decimal
    tax_category: str


@dataclass(frozen=True, slots=True)
class QuoteCharge:
    """A priced charge."""

    code: str
    title: str
    amount: Decimal
    gross: Decimal
    net: Decimal
    tax: Decimal
    tax_rate: Decimal
    tax_category: str
    kind: Literal["delivery", "service"] = "delivery"


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """The tax of one rate and category over lines and charges."""

    rate: Decimal
    category: str
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """What the cart costs. `fingerprint` changes whenever anything the shopper sees does."""

    lines: tuple[QuoteLine, ...]
    charges: tuple[QuoteCharge, ...]
    taxes: tuple[TaxTotal, ...]
    goods_gross: Decimal
    total_gross: Decimal
    total_net: Decimal
    total_tax: Decimal
    currency: str
    prices_include_tax: bool
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PriceView:
    """A product's price to show. `was` is the price it is reduced from, None where it isn't reduced.

    `breaks` are the quantities from which another price applies to each unit, with that price.
    """

    amount: Decimal
    was: Decimal | None
    currency: str
    includes_tax: bool
    list_code: str
    breaks: tuple[tuple[int, Decimal], ...] = ()
