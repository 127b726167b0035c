"""What state an order is in, in one word for a list: the furthest behind of what is still to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order
from apps.payments.selectors import Payment

State = Fulfilment.State


@dataclass(frozen=True, slots=True)
class Shown:
    """A state's code, which gives its colour, and its words."""

    code: str
    words: str


def state_of(order: Order, fulfilments: Sequence[Fulfilment]) -> Shown:
    """Return the order's state as staff speak of it."""
    if order.status != Order.Status.CONFIRMED:
        return Shown(order.status, str(Order.Status(order.status).label))
    states = {fulfilment.state for fulfilment in fulfilments}
    gone = {State.SHIPPED.value, State.HANDED_OVER.value}
    for state in (State.TO_PICK, State.PICKING):
        if state in states:
            return Shown(state.value, str(state.label))
    if State.READY in states:
        if states & gone:
            return Shown("partly_handed_over", _("Partly handed over"))
        delivered = any(f.method == "delivery" for f in fulfilments if f.state == State.READY)
        return Shown("ready", _("Ready to ship") if delivered else _("Ready to hand over"))
    return Shown(order.status, str(Order.Status(order.status).label))


def payment_of(payments: Sequence[Payment]) -> Shown | None:
    """Return how the order stands with its money: the worst of what is open, else how it was paid."""
    by_state = {payment.state: payment for payment in payments}
    for state in (Payment.State.UNKNOWN, Payment.State.ACTION_NEEDED, Payment.State.PENDING):
        if state in by_state:
            if by_state[state].method == Payment.Method.ON_COLLECTION:
                return Shown("pays_on_collection", _("Pays on collection"))
            return Shown(state.value, str(Payment.State(state).label))
    if any(p.refunded_amount and p.refunded_amount >= p.captured_amount for p in payments):
        return Shown("refunded", _("Refunded"))
    if any(p.refunded_amount for p in payments):
        return Shown("partly_refunded", _("Partly refunded"))
    for payment in reversed(payments):
        return Shown(payment.state, payment.get_state_display())
    return None


def ways_of(order: Order, fulfilments: Sequence[Fulfilment]) -> str:
    """Return how the customer gets the goods, such as `Collect in Lucca + Deliver from Altopascio`."""
    ways = []
    for fulfilment in fulfilments:
        words = _("Collect in %(place)s") if fulfilment.method == "pickup" else _("Deliver from %(place)s")
        ways.append(words % {"place": fulfilment.location.name})
    if not ways and order.location:
        return str(order.location.name)
    return " + ".join(ways)
