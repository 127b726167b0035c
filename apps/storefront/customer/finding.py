"""Finding an order without an account: by its number and the address it was placed with."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import clean_email
from apps.core.errors import DomainError
from apps.orders.models import Order
from apps.orders.selectors import order_for_tracking


class NoSuchOrder(DomainError):
    code = "no-such-order"
    message = _(
        "We find no order with this number and this e-mail address. Look at both in our letter to you."
    )


def find_order(*, number: str, email: str) -> Order:
    """Return the order. Raises NoSuchOrder, which tells not whether number or address is unknown."""
    order = order_for_tracking(number=number, email=clean_email(email) or "")
    if order is None:
        raise NoSuchOrder
    return order
