"""What a supplier takes for how many: rounding up to what is sold, and the price for that many. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Break:
    """The price of a unit from so many on."""

    minimum_quantity: int
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """How a product is sold: in whole packs, not fewer than the minimum, cheaper for more. At least one break."""

    breaks: Sequence[Break]
    pack_size: int = 1
    minimum_quantity: int = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """What is ordered for what was wanted: how many, at which price, why not exactly as many, what more would give."""

    wanted: int
    quantity: int
    unit_price: Decimal
    minimum_quantity: int
    pack_size: int
    next_break: Break | None

    @property
    def is_below_minimum(self) -> bool:
        return self.wanted < self.minimum_quantity

    @property
    def is_rounded(self) -> bool:
        return self.quantity != self.wanted


def least_quantity(*, terms: Terms) -> int:
    """Return the fewest units that are sold: the minimum, and no fewer than have a price, in whole packs."""
    priced = min(each.minimum_quantity for each in terms.breaks)
    return _whole_packs(max(terms.minimum_quantity, priced), terms.pack_size)


def offer(*, terms: Terms, wanted: int) -> Offer:
    """Return what is ordered where so many units (at least one) are wanted."""
    least = least_quantity(terms=terms)
    quantity = _whole_packs(max(wanted, least), terms.pack_size)
    ordered = sorted(terms.breaks, key=lambda each: each.minimum_quantity)
    reached = [each for each in ordered if each.minimum_quantity <= quantity]
    return Offer(
        wanted=wanted,
        quantity=quantity,
        unit_price=reached[-1].unit_price,
        minimum_quantity=least,
        pack_size=terms.pack_size,
        next_break=next((each for each in ordered if each.minimum_quantity > quantity), None),
    )


def price_for(*, terms: Terms, quantity: int) -> Decimal:
    """Return the price of a unit where exactly so many are taken, fewer than the minimum included."""
    ordered = sorted(terms.breaks, key=lambda each: each.minimum_quantity)
    reached = [each for each in ordered if each.minimum_quantity <= quantity]
    return (reached[-1] if reached else ordered[0]).unit_price


def _whole_packs(quantity: int, pack_size: int) -> int:
    return -(-quantity // pack_size) * pack_size
