"""What we would have charged for a till's sales: the same quote that every channel gets, at the same moment."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import datetime

from apps.channels.models import Channel
from apps.core.errors import DomainError
from apps.core.money import ZERO
from apps.pricing.quote import quote_all
from apps.pricing.selectors import prices_for, turns
from apps.pricing.types import Cart, CartLine, Quote

from ..comparison import Expected
from .planning import Plan

Expectations = dict[int, Expected]
"""By a line's position."""


def expectations(plans: Sequence[Plan]) -> list[Expectations]:
    """Return what we would have charged, line by line, for each sale of a batch.

    A fixed number of queries for all sales between which no price list begins or ends.
    """
    found: dict[int, Expectations] = {}
    for channel_plans in _by_channel(plans).values():
        channel = channel_plans[0].fact.channel
        for moment, together in _by_price_period(channel, channel_plans).items():
            found |= _of_one_period(channel, moment, together)
    return [found[plan.row.pk] for plan in plans]


def _of_one_period(channel: Channel, moment: datetime, plans: Sequence[Plan]) -> dict[int, Expectations]:
    products = {product.id for plan in plans for product in plan.products.values()}
    priced = prices_for(channel=channel, product_ids=products, at=moment).keys()
    quotes = quote_all(carts=[_cart(plan, priced) for plan in plans], at=moment)
    return {
        plan.row.pk: _without_price(plan, priced) | _expected(quote)
        for plan, quote in zip(plans, quotes, strict=True)
    }


def _by_channel(plans: Sequence[Plan]) -> dict[int, list[Plan]]:
    groups: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        groups[plan.fact.channel.pk].append(plan)
    return groups


def _by_price_period(channel: Channel, plans: Sequence[Plan]) -> dict[datetime, list[Plan]]:
    """Return the sales by a moment that has the same prices and, being of the same day, the same tax rates."""
    moments = [plan.fact.at for plan in plans]
    between = turns(channel=channel, after=min(moments), until=max(moments))
    groups: dict[tuple[int, object], list[Plan]] = defaultdict(list)
    for plan in plans:
        groups[bisect(between, plan.fact.at), plan.fact.at.date()].append(plan)
    return {together[0].fact.at: together for together in groups.values()}


def _cart(plan: Plan, priced: Container[int]) -> Cart:
    location_id = plan.fact.location.pk if plan.fact.location else None
    lines = (
        CartLine(
            key=str(line.position),
            product_id=plan.products[line.position].id,
            quantity=line.quantity,
            method="carry-out",
            location_id=location_id,
        )
        for line in plan.sale.lines
        if line.position in plan.products and plan.products[line.position].id in priced
    )
    customer_id = plan.fact.customer_id
    return Cart(plan.fact.channel.pk, plan.fact.currency, tuple(lines), customer_id=customer_id)


def _without_price(plan: Plan, priced: Container[int]) -> Expectations:
    nothing = Expected(None, ZERO, ZERO)
    return {position: nothing for position, product in plan.products.items() if product.id not in priced}


def _expected(quote: Quote | DomainError) -> Expectations:
    """Return a quote by line, nothing where there is none: then only the receipt's own figures are checked."""
    if isinstance(quote, DomainError):
        return {}
    return {int(line.key): Expected(line.unit_price, line.discount, line.tax_rate) for line in quote.lines}
