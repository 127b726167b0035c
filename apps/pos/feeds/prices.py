"""Prices as a till needs them: now, and at each moment known today at which they will change by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from apps.channels.models import Channel
from apps.pricing.selectors import prices_for, turns
from apps.pricing.types import PriceView

Entry = dict[str, Any]
MOST_TURNS = 10
"""How many beginnings and ends of price lists a till is told ahead; each one renews the list."""


def price_entries(*, channel: Channel, product_ids: Sequence[int], at: datetime) -> list[Entry]:
    """Return each product's price, a marker where it has none; a query a moment at which prices change."""
    moments = turns(channel=channel, after=at)[:MOST_TURNS]
    now = prices_for(channel=channel, product_ids=product_ids, at=at)
    later = [(moment, prices_for(channel=channel, product_ids=product_ids, at=moment)) for moment in moments]
    return [_entry(product_id, now.get(product_id), later) for product_id in product_ids]


def _entry(
    product_id: int, price: PriceView | None, later: Sequence[tuple[datetime, Mapping[int, PriceView]]]
) -> Entry:
    changes, current = [], price
    for moment, prices in later:
        following = prices.get(product_id)
        if following != current:
            changes.append({"starts_at": moment, **_amounts(following)})
            current = following
    if price is None and not changes:
        return {"product_id": product_id, "deleted": True}
    return {"product_id": product_id, **_amounts(price), "next": changes}


def _amounts(price: PriceView | None) -> Entry:
    """Return the figures; without a price the till asks for one."""
    if price is None:
        return {"amount": None, "was": None, "list": "", "breaks": []}
    breaks = [{"from_quantity": quantity, "amount": amount} for quantity, amount in price.breaks]
    return {"amount": price.amount, "was": price.was, "list": price.list_code, "breaks": breaks}
