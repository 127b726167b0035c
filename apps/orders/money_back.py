"""Refund arithmetic. Pure: shares of a line that always sum to it, and which payment gets how much back."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from apps.core.money import minor_unit

_FINEST = Decimal("0.0001")
_LAST = ("cash",)
"""Tenders that money goes back to only when the others are used up: a card is credited before coins go out."""


def share_of(*, total: Decimal, quantity: int, before: int, count: int, currency: str) -> Decimal:
    """Return what `count` of a line's `quantity` units come to, `before` of them having come back already.

    The units of a line are worth the same to the minor unit, earlier ones the cent more that is left over,
    so however a line comes back, unit by unit or all at once, the shares sum to its total exactly. The
    same as adding up `core.money.split(total, [1] * quantity, currency)` from `before` on.

    Raises ValueError for units that the line doesn't have.
    """
    if count < 0 or before < 0 or before + count > quantity:
        raise ValueError(f"{before} + {count} units of a line of {quantity}")
    unit = _FINEST if total % minor_unit(currency) else minor_unit(currency)
    each, left_over = divmod(int(abs(total) / unit), quantity)

    def first(units: int) -> int:
        return each * units + min(units, left_over)

    amount = (first(before + count) - first(before)) * unit
    return -amount if total < 0 else amount


@dataclass(frozen=True, slots=True)
class Refundable:
    """A payment, and how much can still be paid back on it."""

    payment_id: UUID
    method: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PayBack:
    """An amount to pay back on a payment."""

    payment_id: UUID
    method: str
    amount: Decimal


def spread(*, amount: Decimal, payments: Iterable[Refundable]) -> tuple[list[PayBack], Decimal]:
    """Return which payments the amount goes back to, and what no payment is left for.

    In the order given, cash last.
    """
    shares = []
    for payment in sorted(payments, key=lambda each: each.method in _LAST):
        share = min(amount, payment.amount)
        if share > 0:
            shares.append(PayBack(payment.payment_id, payment.method, share))
            amount -= share
    return shares, max(amount, Decimal(0))
