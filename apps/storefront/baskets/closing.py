"""The end of a basket, and a new beginning with what was in it."""

from datetime import datetime

from apps.accounts.models import User
from apps.core.transactions import durable
from apps.orders.models import Order
from apps.storefront.basket.models import Basket, Line

from .changes import open_basket

SOURCE_KIND = "basket"


def close_basket(*, basket: Basket, at: datetime) -> None:
    """Mark the basket as ordered; one that is closed already stays as it is."""
    Basket.open.filter(pk=basket.pk).update(status=Basket.SUBMITTED, date_submitted=at)


def refill_from_order(*, order: Order, basket: Basket, owner: User | None) -> int:
    """Put what the order was made from into the open basket; return how many lines were put in.

    What is there already counts once, with the larger quantity.
    """
    if order.source_kind != SOURCE_KIND:
        return 0
    with durable():
        open_basket(basket, owner)
        present = {line.line_reference: line for line in basket.lines.all()}
        lines = list(Line.objects.filter(basket_id=order.source_id).order_by("pk"))
        for line in lines:
            own = present.get(line.line_reference)
            if own:
                own.quantity = max(own.quantity, line.quantity)
                own.save(update_fields=["quantity", "date_updated"])
            else:
                line.pk, line.basket = None, basket
                line.save(force_insert=True)
    return len(lines)
