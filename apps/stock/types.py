"""What is said to and by the stock ledger. Quantities are whole units."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

LevelKey = tuple[int, int]
"""A product's key and a location's key: together they name a stock level."""

UNLIMITED = 1_000_000
"""What is available of goods that keep no stock, such as a download: more than anybody asks for."""


@dataclass(frozen=True, slots=True)
class NewMovement:
    """Goods that came (positive) or went (negative) at a moment that may be long past.

    The source, its line and the kind name the cause; a cause is recorded once. A receipt's `unit_cost` is in the
    company's currency and goes into the moving average; what goes out without one takes the average along.
    """

    product_id: int
    location_id: int
    kind: str
    quantity: int
    at: datetime
    source_kind: str
    source_id: str
    source_line: str = ""
    actor_id: int | None = None
    reason: str = ""
    unit_cost: Decimal | None = None
    state: str = "sellable"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a line needs: delivered from anywhere, or from the one location that is named."""

    line_key: str
    product_id: int
    quantity: int
    location_id: int | None = None

    def __post_init__(self) -> None:
        _at_least_one(self.quantity)


@dataclass(frozen=True, slots=True)
class Take:
    """From which location a line's goods, or some of them, are taken; `per_unit` of them go into one bundle."""

    line_key: str
    product_id: int
    location_id: int
    quantity: int
    per_unit: int = 1

    def __post_init__(self) -> None:
        _at_least_one(self.quantity)


@dataclass(frozen=True, slots=True)
class LocationAvailability:
    """A product's figures at one location; `held` leaves out what doesn't count for the one who asked.

    `position` is the location's place in the channel's order, `ships` whether it delivers. `reserved` is kept
    for other channels and `buffered` from this one; both are off `available`. Without `keeps_stock` nothing is
    counted there and `available` is UNLIMITED.
    """

    location_id: int
    on_hand: int
    allocated: int
    held: int
    safety_stock: int
    available: int
    position: int = 0
    ships: bool = True
    keeps_stock: bool = True
    reserved: int = 0
    buffered: int = 0


@dataclass(frozen=True, slots=True)
class Promised:
    """Units promised to a source: those it can still get, and those it was handed."""

    open: int
    consumed: int


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """Units of a product at a location that a source can still get; of a component, `per_unit` for each bundle."""

    allocation_id: int
    source_id: str
    product_id: int
    location_id: int
    quantity: int
    per_unit: int = 1


@dataclass(frozen=True, slots=True)
class GoodsInTransit:
    """Goods that left one location and haven't arrived at the other."""

    transfer_id: int
    code: str
    origin_id: int
    destination_id: int
    quantity: int
    dispatched_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's claim on a level, as the explanation lists it: an allocation or a hold."""

    claimant: str
    quantity: int
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of one product of a transfer, in units: good to sell, damaged, and given up as lost on the way."""

    good: int = 0
    damaged: int = 0
    lost: int = 0
    reason: str = ""

    @property
    def arrived(self) -> int:
        return self.good + self.damaged

    @property
    def units(self) -> int:
        """Return how many units something is said of; negative ones don't hide behind others."""
        return abs(self.good) + abs(self.damaged) + abs(self.lost)


def _at_least_one(quantity: int) -> None:
    if quantity < 1:
        raise ValueError(f"a quantity is at least one, not {quantity}")
