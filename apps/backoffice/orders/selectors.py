"""Orders with all that a list or a page of them shows, in a number of queries that doesn't grow."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order

from .states import Shown, payment_of, state_of, ways_of

CHANNEL_ICONS = {
    "web": "globe",
    "till": "till",
    "mobile": "phone",
    "phone": "phone",
    "kiosk": "store",
    "marketplace": "tag",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An order as a line of a list."""

    order: Order
    customer: str
    icon: str
    ways: str
    state: Shown
    payment: Shown | None


def with_rows(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Fetch what rows need along with the orders: three queries for any number of them."""
    return orders.select_related("channel", "location", "user").prefetch_related(
        Prefetch("fulfilments", Fulfilment.objects.select_related("location").order_by("pk")),
        "order_payments__payment",
    )


def row_of(order: Order) -> Row:
    """Return the order as a line of a list; it was fetched by `with_rows`."""
    fulfilments = list(order.fulfilments.all())
    payments = sorted((link.payment for link in order.order_payments.all()), key=lambda p: p.created_at)
    return Row(
        order=order,
        customer=customer_name(order),
        icon=CHANNEL_ICONS.get(order.channel.kind, "globe"),
        ways=ways_of(order, fulfilments),
        state=state_of(order, fulfilments),
        payment=payment_of(payments),
    )


def customer_name(order: Order) -> str:
    """Return whom the order is for, as far as we know."""
    user: Any = order.user
    return order.contact_name or (user.get_full_name() if user else "") or order.email
