"""How an order is coming along, for whoever knows its number and the e-mail address it was placed with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.orders.models import Order
from apps.orders.selectors import order_for_tracking, timeline


class OrderNotFound(DomainError):
    """One refusal for an unknown number and a wrong address: a guesser learns nothing."""

    code = "order-not-found"
    message = _("We found no order with this number and e-mail address. Check both.")


def order_status(*, number: str, email: str) -> dict[str, Any]:
    """Return an order's state, lines and what happened so far, newest first. Raises OrderNotFound."""
    order = order_for_tracking(number=number, email=email)
    if order is None:
        raise OrderNotFound
    return {
        "number": order.number,
        "status": order.status,
        "status_name": str(Order.Status(order.status).label),
        "placed_at": order.date_placed,
        "currency": order.currency,
        "total": order.total_incl_tax,
        "lines": [
            {"title": line.title, "quantity": line.quantity, "total": line.line_price_incl_tax}
            for line in order.lines.order_by("position", "pk")
        ],
        "events": [
            {"at": event.at, "kind": event.kind, "title": event.title, "detail": event.detail}
            for event in timeline(order=order)
        ],
    }
