"""What a provider's result means for what we have booked. Pure: figures in, bookings out.

Results come twice, late, out of order, and sometimes contradict each other. Money that a provider says
it took is always booked; whatever doesn't fit is booked or left alone, and shown to a person.
"""

from dataclasses import dataclass
from decimal import Decimal

from .types import ProviderResult

OPEN_STATES = frozenset({"pending", "action-needed", "unknown"})
GIVEN_UP = frozenset({"declined", "cancelled"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What is booked: for the payment, and of that what was captured under the result's reference."""

    state: str
    asked: Decimal
    authorised: Decimal = Decimal(0)
    captured: Decimal = Decimal(0)
    captured_here: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Booking:
    """What to write: the new state, entries by kind with their positive amounts, an incident or ''."""

    state: str
    entries: tuple[tuple[str, Decimal], ...] = ()
    incident: str = ""


def reckon(standing: Standing, result: ProviderResult) -> Booking:
    """Return what this result adds to what is booked; nothing, if it says what is known."""
    if result.outcome == "captured":
        return _captured(standing, result.amount)
    if result.outcome == "authorised":
        return _authorised(standing, result.amount)
    if result.outcome == "cancelled":
        return _cancelled(standing)
    if standing.state in OPEN_STATES:
        return Booking(result.outcome)
    if result.outcome == "declined" and standing.state not in GIVEN_UP:
        return Booking(standing.state, incident="payment-contradiction")
    return Booking(standing.state)


def _captured(standing: Standing, total: Decimal) -> Booking:
    more = total - standing.captured_here
    if more <= 0:
        return Booking(standing.state)
    incident = ""
    if standing.captured > standing.captured_here:
        incident = "payment-captured-twice"
    elif standing.state in GIVEN_UP:
        incident = "payment-late"
    elif total != standing.asked:
        incident = "payment-amount-differs"
    return Booking("captured", (("capture", more),), incident)


def _authorised(standing: Standing, total: Decimal) -> Booking:
    more = total - standing.authorised
    if more <= 0 or standing.state == "captured":
        return Booking(standing.state)
    incident = "payment-late" if standing.state in GIVEN_UP else ""
    return Booking("authorised", (("authorisation", more),), incident)


def _cancelled(standing: Standing) -> Booking:
    if standing.state == "captured":
        return Booking("captured", incident="payment-contradiction")
    if standing.state == "authorised":
        return Booking("cancelled", (("void", standing.authorised),))
    return Booking("cancelled" if standing.state in OPEN_STATES else standing.state)
