"""Which orders and customers a person may see: of what was sold at, collected in or sent from their locations."""

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.accounts.rights import Rights
from apps.fulfilment.models import Fulfilment
from apps.orders.models import Line, Order

from ..shell.places import reaches_everywhere

CUSTOMERS = "customers.view"


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


def customers_in_reach(rights: Rights) -> QuerySet[User]:
    """Return the customers of one's own locations: who has an order there; all of them where one works everywhere."""
    customers = User.objects.filter(customer__isnull=False)
    if reaches_everywhere(rights, CUSTOMERS):
        return customers
    return customers.filter(pk__in=orders_in_reach(rights, act=CUSTOMERS).values("user"))
