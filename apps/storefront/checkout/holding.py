"""Keeping the goods of a basket for the shopper while they pay."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from apps.core.transactions import durable
from apps.stock.services.holds import hold
from apps.stock.types import Demand

from ..basket.models import Basket
from ..baskets.carts import BasketLine, holder_of
from ..channel import web_channel


def keep_goods(*, basket: Basket, lines: Sequence[BasketLine], at: datetime) -> datetime:
    """Keep what these lines of the basket want in place of what was kept before; return until when.

    Raises OutOfStock with the product and how many there are; then nothing is kept anew.
    """
    demands = [Demand(line.key, line.product_id, line.quantity, line.location_id) for line in lines]
    with durable():
        return hold(demands=demands, channel=web_channel(), holder=holder_of(basket), at=at)


def contents_of(*, basket: Basket, lines: Sequence[BasketLine]) -> str:
    """Return a mark of what is wanted, where, and how many: another one as soon as any of it is changed."""
    wanted = sorted((line.product_id, line.location_id or 0, line.quantity) for line in lines)
    return sha256(repr((basket.pk, wanted)).encode()).hexdigest()
