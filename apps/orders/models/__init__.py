"""The document of every channel: the order, what was booked on it, what came back."""

from .address import Country, ShippingAddress
from .entries import OrderEntry
from .order import Line, Order
from .returns import Return, ReturnLine
from .timeline import OrderEvent, OrderPayment

__all__ = [
    "Country",
    "Line",
    "Order",
    "OrderEntry",
    "OrderEvent",
    "OrderPayment",
    "Return",
    "ReturnLine",
    "ShippingAddress",
]


from oscar.apps.order.models import *  # noqa: F403  Oscar's remaining models, last as it demands
