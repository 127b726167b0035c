"""What has been written about an order."""

from django.db.models import QuerySet

from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order

from .models import Message

ABOUT_ORDERS = ("order-confirmed", "order-cancelled", "ready-for-collection", "shipped")
"""The letters that staff can send again: each was caused by the order or by a part of it."""


def letters_about(*, order: Order) -> QuerySet[Message]:
    """Return the letters that were written about the order, oldest first; those sent again aren't repeated."""
    parts = Fulfilment.objects.filter(order=order).values_list("pk", flat=True)
    causes = [f"order:{order.pk}", *(f"fulfilment:{key}" for key in parts)]
    return Message.objects.filter(kind__in=ABOUT_ORDERS, cause__in=causes).order_by("pk")
