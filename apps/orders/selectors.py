"""Reads of orders that belong to no screen in particular."""

from django.db.models import Q

from apps.accounts.models import clean_email
from apps.core.ids import normalize_code

from .models import Order, OrderEvent
from .timeline import Happening, happening

__all__ = ["Happening", "order_for_tracking", "timeline"]


def timeline(*, order: Order, staff: bool = False) -> list[Happening]:
    """Return what happened to the order, newest first, in the active language; one query.

    Customers don't see who acted or why, nor what isn't public.
    """
    events = OrderEvent.objects.filter(order=order).select_related("actor").order_by("-at", "-pk")
    if not staff:
        events = events.filter(is_public=True)
    return [happening(event, staff=staff) for event in events]


def order_for_tracking(*, number: str, email: str) -> Order | None:
    """Return the order with this number, as somebody typed it, if it was placed with this e-mail address."""
    address = clean_email(email)
    if not address:
        return None
    theirs = Q(guest_email__iexact=address) | Q(user__email__iexact=address)
    numbers = {number.strip(), number.strip().upper(), normalize_code(number)}
    orders = Order.objects.select_related("channel", "location", "user")
    found: Order | None = orders.filter(theirs, number__in=numbers).first()
    return found
