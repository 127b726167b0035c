"""Which orders a person may see: sold at, collected in or sent from one of their locations."""

from django.db.models import Q, QuerySet

from apps.accounts.rights import Rights
from apps.fulfilment.models import Fulfilment
from apps.orders.models import Line, Order

from ..shell.places import reaches_everywhere


def orders_in_reach(rights: Rights, *, act: str = "orders.view") -> QuerySet[Order]:
    """Return the orders at whose locations the act is allowed.

    An order of a channel without a place belongs to whoever hands its goods over.
    """
    orders: QuerySet[Order] = Order.objects.all()
    if reaches_everywhere(rights, act):
        return orders
    sold = rights.scope(orders, act=act).values("pk")
    handed_over = rights.scope(Fulfilment.objects.all(), act=act).values("order_id")
    collected = rights.scope(Line.objects.all(), act=act, location_field="pickup_location").values("order_id")
    return orders.filter(Q(pk__in=sold) | Q(pk__in=handed_over) | Q(pk__in=collected))
