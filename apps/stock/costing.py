"""The moving average cost, as a formula.

With Q units owned at the average A (everywhere and in every state, also on the way), q units that come in for
the amount v make

    A' = (Q * A + v) / (Q + q)                        for Q > 0,
    A' = v / q                                        for Q <= 0, or where no cost is known.

Units that were sold before they were booked in (Q < 0) went out at A, but cost v / q: the difference for those
of them that this receipt covers is the variance, min(-Q, q) * (v / q - A).

A cost that becomes known later, such as freight on a receipt of n units or a corrected price, is carried by
those of them that are still owned, m = min(max(Q, 0), n):

    A' = A + (v * m / n) / Q,  variance = v * (n - m) / n.

The average is perpetual: it counts from when it was recorded and never changes what went out before. See for
instance IAS 2 §27 (weighted average, calculated as each shipment is received).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

AVERAGE = Decimal("0.000001")
AMOUNT = Decimal("0.0001")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Owned:
    """What the company owns of a product, in units, and its average cost; None before any cost is known."""

    quantity: int
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class Costed:
    """The average after a change, and the amount that no goods still owned can carry."""

    average: Decimal
    variance: Decimal


def take_in(*, owned: Owned, quantity: int, amount: Decimal) -> Costed:
    """Return the average after `quantity` units (at least one) came in for the amount, which isn't negative."""
    unit = amount / quantity
    if owned.average is None:
        return Costed(_average(unit), ZERO)
    if owned.quantity > 0:
        value = owned.quantity * owned.average + amount
        return Costed(_average(value / (owned.quantity + quantity)), ZERO)
    covered = min(-owned.quantity, quantity)
    return Costed(_average(unit), _amount(covered * (unit - owned.average)))


def add_cost(*, owned: Owned, units: int, amount: Decimal) -> Costed:
    """Return the average after the amount, which may be negative, was added to a receipt of so many units.

    The average never falls below zero; what that leaves over is variance.
    """
    average = owned.average or ZERO
    carriers = min(max(owned.quantity, 0), units)
    if not carriers:
        return Costed(_average(average), _amount(amount))
    carried = amount * carriers / units
    floor = -average * owned.quantity
    carried = max(carried, floor)
    return Costed(_average(average + carried / owned.quantity), _amount(amount - carried))


def _average(value: Decimal) -> Decimal:
    return value.quantize(AVERAGE, ROUND_HALF_UP)


def _amount(value: Decimal) -> Decimal:
    return value.quantize(AMOUNT, ROUND_HALF_UP)
