"""Ways of delivering: what they cost, when they arrive, and the charge that goes on the cart."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.money import ZERO
from apps.pricing.rates import day_in
from apps.pricing.types import Charge

from .models import DeliveryMethod
from .promises import arrival
from .types import DeliveryOption


class DeliveryNotOffered(DomainError):
    code = "delivery-not-offered"
    message = _("This way of delivering isn't offered there. Choose another one.")


def delivery_options(
    *, channel: Channel, country: str, goods_gross: Decimal, at: datetime | None = None
) -> list[DeliveryOption]:
    """Return how goods worth `goods_gross` can be delivered to the country (two letters), in the channel's order.

    One query. None is offered in a currency that isn't the channel's.
    """
    today = day_in(channel.tax_country, at or clock.now())
    ways = [method for method in _methods(channel) if country.upper() in _countries(method)]
    return [_option(method, goods_gross, today) for method in ways]


def charge_for(
    *, code: str, channel: Channel, country: str, goods_gross: Decimal, at: datetime | None = None
) -> Charge:
    """Return the charge for delivering by the method called `code`. Raises DeliveryNotOffered."""
    options = delivery_options(channel=channel, country=country, goods_gross=goods_gross, at=at)
    option = next((option for option in options if option.code == code), None)
    if option is None:
        raise DeliveryNotOffered
    return Charge(
        code=option.code, title=option.title, amount=option.amount, tax_category=option.tax_category
    )


def _methods(channel: Channel) -> Iterable[DeliveryMethod]:
    methods = DeliveryMethod.objects.filter(channel=channel, is_active=True, currency=channel.currency)
    return methods.order_by("position", "pk")


def _countries(method: DeliveryMethod) -> set[str]:
    return {code.strip().upper() for code in method.countries.split(",")}


def _option(method: DeliveryMethod, goods_gross: Decimal, today: date) -> DeliveryOption:
    free = method.free_from is not None and goods_gross >= method.free_from
    earliest, latest = arrival(today, days_min=method.days_min, days_max=method.days_max)
    return DeliveryOption(
        code=method.code,
        title=method.name,
        amount=ZERO if free else method.price,
        tax_category=method.tax_category,
        days_min=method.days_min,
        days_max=method.days_max,
        earliest=earliest,
        latest=latest,
        free_from=method.free_from,
    )
