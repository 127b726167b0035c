"""What promotions need to know of a cart: priced lines, and for whom and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A cart line with its price before any discount, in the terms (tax included or not) of its channel."""

    key: str
    product_id: int
    quantity: int
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PricedCart:
    """Everything a promotion may look at."""

    channel_id: int
    currency: str
    customer_id: int | None
    lines: Sequence[PricedLine]
