"""What fulfilment offers to those who sell: ways of delivering, places to collect. Plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A way of delivering a cart: `amount` in the channel's currency, zero where it is free.

    Where goods for more money make it free, `free_from` says from how much. It arrives between `earliest`
    and `latest`.
    """

    code: str
    title: str
    amount: Decimal
    tax_category: str
    days_min: int
    days_max: int
    earliest: date
    latest: date
    free_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PickupOption:
    """A place to collect a cart. `missing` says how many of which product (by key) it lacks.

    `ready_at`, in the place's own time, is when it will be ready if it is ordered now; None where it isn't
    all there or where the place never opens.
    """

    location_id: int
    code: str
    name: str
    missing: dict[int, int]
    ready_at: datetime | None

    @property
    def has_all(self) -> bool:
        return not self.missing
