"""Ways of delivering, and fulfilments that came about as in life: ordered, paid, planned, picked."""

from datetime import datetime
from decimal import Decimal

import factory

from apps.accounts.models import User
from apps.fulfilment.models import DeliveryMethod, Fulfilment
from apps.fulfilment.planning import plan_order
from apps.fulfilment.services.picking import confirm_pick, mark_ready
from apps.orders.models import Order
from tests.factories.channels import ChannelFactory
from tests.factories.orders import pay
from tests.factories.pricing import NOON


class DeliveryMethodFactory(factory.django.DjangoModelFactory[DeliveryMethod]):
    class Meta:
        model = DeliveryMethod

    code = factory.Sequence(lambda n: f"courier-{n}")
    name = "Courier"
    channel = factory.SubFactory(ChannelFactory)
    countries = "IT"
    currency = "EUR"
    price = Decimal("5.90")


def planned(order: Order, *, at: datetime = NOON) -> list[Fulfilment]:
    """Pay the order, unless it is paid on collection, and plan it; return its fulfilments, oldest first."""
    if order.status == Order.Status.AWAITING_PAYMENT:
        pay(order, reference=f"charge-{order.pk}", at=at)
    plan_order(order_id=order.pk, at=at)
    return list(Fulfilment.objects.filter(order=order).order_by("pk"))


def picked(fulfilment: Fulfilment, actor: User, *, at: datetime = NOON) -> Fulfilment:
    """Scan every unit of the fulfilment."""
    for line in fulfilment.lines.select_related("order_line__product"):
        code = line.order_line.product.sku
        confirm_pick(fulfilment_id=fulfilment.pk, code=code, quantity=line.quantity, actor=actor, at=at)
    return Fulfilment.objects.get(pk=fulfilment.pk)


def ready(fulfilment: Fulfilment, actor: User, *, at: datetime = NOON) -> Fulfilment:
    """Pick everything and put it aside."""
    picked(fulfilment, actor, at=at)
    return mark_ready(fulfilment_id=fulfilment.pk, actor=actor, at=at)
