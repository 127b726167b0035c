"""The quote: what a cart costs, the same for every channel."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from babel.numbers import is_currency
from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core.errors import DomainError
from apps.promotions.evaluation import discounts_for
from apps.promotions.types import PricedCart, PricedLine

from .facts import Facts, LinePrice, NoPrice, look_up, look_up_all
from .fingerprint import fingerprint_of
from .rates import NoTaxRate
from .taxes import Taxable, Taxed, tax_all
from .types import Cart, CartLine, Charge, Quote, QuoteCharge, QuoteLine, TaxTotal

__all__ = [
    "InvalidAmount",
    "InvalidQuantity",
    "NoPrice",
    "NoTaxRate",
    "UnknownCurrency",
    "quote",
    "quote_all",
]

MOST_OF_ONE_LINE = 99_999


class UnknownCurrency(DomainError):
    code = "unknown-currency"
    message = _("%(currency)s isn't a currency. Use a code of three letters, for example EUR.")


class InvalidQuantity(DomainError):
    code = "invalid-quantity"
    message = _("The quantity must be a whole number from 1 to %(most)s.")


class InvalidAmount(DomainError):
    code = "invalid-amount"
    message = _("A price or a charge can't be negative.")


def quote(*, cart: Cart, at: datetime, channel: Channel | None = None) -> Quote:
    """Return the prices, discounts, taxes and totals of the cart at the moment, with at most five queries.

    A caller who has the cart's channel at hand gives it and saves one of them.

    Raises NoPrice, NoTaxRate, UnknownCurrency, InvalidQuantity, InvalidAmount.
    """
    _check(cart)
    return _price(look_up(cart=cart, at=at, channel=channel), at)


def quote_all(*, carts: Sequence[Cart], at: datetime) -> list[Quote | DomainError]:
    """Return the quote of each cart, or why there is none, with the five queries of one cart.

    The carts are of one channel, currency and destination, and no price list begins or ends between the
    moments they are quoted for.
    """
    if not carts:
        return []
    return [_price_or_refusal(facts, at) for facts in look_up_all(carts=carts, at=at)]


def _price_or_refusal(facts: Facts, at: datetime) -> Quote | DomainError:
    try:
        _check(facts.cart)
        return _price(facts, at)
    except DomainError as refusal:
        return refusal


def _price(facts: Facts, at: datetime) -> Quote:
    cart = facts.cart
    prices = [facts.price(line) for line in cart.lines]
    discounts = _discounts(cart, prices, at)
    goods = [
        facts.taxable_line(line, price.amount - discount)
        for line, price, discount in zip(cart.lines, prices, discounts, strict=True)
    ]
    services = [facts.taxable_charge(charge) for charge in cart.charges]
    taxed, taxes = tax_all([*goods, *services], includes_tax=facts.terms.includes_tax, currency=cart.currency)
    lines = map(_quote_line, cart.lines, prices, discounts, goods, taxed)
    charges = map(_quote_charge, cart.charges, services, taxed[len(goods) :])
    return _document(cart, facts.terms.includes_tax, tuple(lines), tuple(charges), taxes)


def _check(cart: Cart) -> None:
    if not is_currency(cart.currency):
        raise UnknownCurrency(currency=cart.currency)
    if not all(1 <= line.quantity <= MOST_OF_ONE_LINE for line in cart.lines):
        raise InvalidQuantity(most=MOST_OF_ONE_LINE)
    own_prices = (line.unit_price for line in cart.lines if line.unit_price is not None)
    if any(amount < 0 for amount in (*own_prices, *(charge.amount for charge in cart.charges))):
        raise InvalidAmount


def _discounts(cart: Cart, prices: Sequence[LinePrice], at: datetime) -> list[Decimal]:
    """Return what comes off each line: never more than the line, never less than nothing."""
    priced = [
        PricedLine(line.key, line.product_id, line.quantity, price.unit_price, price.amount)
        for line, price in zip(cart.lines, prices, strict=True)
    ]
    found = discounts_for(cart=PricedCart(cart.channel_id, cart.currency, cart.customer_id, priced), at=at)
    return [min(max(found.get(line.key, Decimal(0)), Decimal(0)), line.amount) for line in priced]


def _quote_line(
    line: CartLine, price: LinePrice, discount: Decimal, taxable: Taxable, taxed: Taxed
) -> QuoteLine:
    return QuoteLine(
        key=line.key,
        product_id=line.product_id,
        quantity=line.quantity,
        unit_price=price.unit_price,
        list_price=price.list_price,
        discount=discount,
        gross=taxed.gross,
        net=taxed.net,
        tax=taxed.tax,
        tax_rate=taxable.rate,
        tax_category=taxable.category,
    )


def _quote_charge(charge: Charge, taxable: Taxable, taxed: Taxed) -> QuoteCharge:
    return QuoteCharge(
        code=charge.code,
        title=charge.title,
        amount=taxable.amount,
        gross=taxed.gross,
        net=taxed.net,
        tax=taxed.tax,
        tax_rate=taxable.rate,
        tax_category=taxable.category,
        kind=charge.kind,
    )


def _document(
    cart: Cart,
    includes_tax: bool,
    lines: tuple[QuoteLine, ...],
    charges: tuple[QuoteCharge, ...],
    taxes: Sequence[TaxTotal],
) -> Quote:
    goods_gross = sum((line.gross for line in lines), Decimal(0))
    total_net = sum((total.net for total in taxes), Decimal(0))
    total_tax = sum((total.tax for total in taxes), Decimal(0))
    return Quote(
        lines=lines,
        charges=charges,
        taxes=tuple(taxes),
        goods_gross=goods_gross,
        total_gross=total_net + total_tax,
        total_net=total_net,
        total_tax=total_tax,
        currency=cart.currency,
        prices_include_tax=includes_tax,
        fingerprint=fingerprint_of(cart=cart, lines=lines, charges=charges, taxes=taxes),
    )
