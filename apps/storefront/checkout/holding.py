"""Keeping the goods of a basket for the shopper while they pay."""

from datetime import datetime

from apps.core.transactions import durable
from apps.stock.services.holds import hold
from apps.stock.types import Demand

from ..basket.models import Basket
from ..baskets.carts import holder_of
from ..baskets.review import Review
from ..channel import web_channel


def keep_goods(*, basket: Basket, review: Review, at: datetime) -> datetime:
    """Keep everything that the review lists in place of what was kept before; return until when.

    Raises OutOfStock with the product and how many there are; then nothing is kept anew.
    """
    demands = [
        Demand(item.line.key, item.line.product_id, item.line.quantity, item.line.location_id)
        for item in review.items
        if not item.gone
    ]
    with durable():
        return hold(demands=demands, channel=web_channel(), holder=holder_of(basket), at=at)
