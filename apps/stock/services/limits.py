"""What is kept back from promises: at a location, for a channel, from a channel; and when stock counts as low."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.rights import rights_of
from apps.channels.models import Channel, ChannelLocation
from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.transactions import durable, transaction_required

from ..models import ChannelBuffer, ChannelReserve, StockLevel
from .checks import check_locations, check_products, check_quantity
from .news import tell_changed

ACT = "stock.adjust"


class NotYours(DomainError):
    code = "limits-not-yours"
    message = _("Only somebody who corrects stock there can say what is kept back.")


class NotSoldFrom(DomainError):
    code = "channel-not-sold-from"
    message = _("%(channel)s doesn't sell from this location.")


def set_limits(
    *,
    product_id: int,
    location_id: int,
    safety_stock: int,
    low_stock_threshold: int | None,
    actor: Actor | None,
) -> None:
    """Set how many units are never promised, and from how many on stock is low (None: never).

    Raises WrongQuantity, NotStocked, KeepsNoStock, UnknownLocation.
    """
    limits = {"safety_stock": safety_stock, "low_stock_threshold": low_stock_threshold}
    for units in limits.values():
        check_quantity(units or 0, least=0)
    with durable():
        check_products([product_id])
        check_locations([location_id])
        StockLevel.objects.update_or_create(product_id=product_id, location_id=location_id, defaults=limits)
        record_act(
            actor=actor, action="stock.limited", subject=f"stock:{product_id}:{location_id}", details=limits
        )
        tell_changed(keys=[(product_id, location_id)])


def set_reserve(
    *, channel: Channel, product_id: int, location_id: int | None, quantity: int, actor: User
) -> None:
    """Keep so many units of the product for the channel, at the location or wherever it sells from; none ends it.

    Raises NotYours, NotSoldFrom, WrongQuantity, NotStocked, KeepsNoStock, ConsistsOfOthers, UnknownLocation.
    """
    check_quantity(quantity, least=0)
    _check_place(channel, location_id, actor)
    key = {"channel": channel, "product_id": product_id, "location_id": location_id}
    with durable():
        check_products([product_id])
        _write(ChannelReserve, key, quantity or None, "stock.reserved", actor)


def set_buffer(
    *,
    channel: Channel,
    product_id: int | None,
    location_id: int | None,
    quantity: int | None,
    actor: User,
) -> None:
    """Keep so many units back from the channel: of the product or of every one, at the location or at all.

    Nought is a rule as well: it lifts less precise ones. None ends the rule. A rule for every product at all
    locations changes what the channel shows of everything, which takes the shop window a while.

    Raises NotYours, NotSoldFrom, WrongQuantity, NotStocked, KeepsNoStock, ConsistsOfOthers, UnknownLocation.
    """
    check_quantity(quantity or 0, least=0)
    _check_place(channel, location_id, actor)
    key = {"channel": channel, "product_id": product_id, "location_id": location_id}
    with durable():
        if product_id is not None:
            check_products([product_id])
        _write(ChannelBuffer, key, quantity, "stock.buffered", actor)


def set_channel_limits(
    *,
    channel: Channel,
    product_id: int,
    location_id: int | None,
    reserve: int,
    buffer: int | None,
    actor: User,
) -> None:
    """Set what is kept of the product for the channel and from it, in one act; see `set_reserve` and `set_buffer`."""
    check_quantity(reserve, least=0)
    check_quantity(buffer or 0, least=0)
    _check_place(channel, location_id, actor)
    key = {"channel": channel, "product_id": product_id, "location_id": location_id}
    with durable():
        check_products([product_id])
        _write(ChannelReserve, key, reserve or None, "stock.reserved", actor)
        _write(ChannelBuffer, key, buffer, "stock.buffered", actor)


def _check_place(channel: Channel, location_id: int | None, actor: User) -> None:
    """Raise NotYours unless the person corrects stock there, or everywhere for a rule of all locations."""
    rights = rights_of(actor)
    if location_id is None:
        if rights.places.get(ACT, frozenset()) is not None:
            raise NotYours
        return
    check_locations([location_id])
    if not rights.can(ACT, location_id=location_id):
        raise NotYours
    check_sold_from(channel=channel, location_id=location_id)


def check_sold_from(*, channel: Channel, location_id: int) -> None:
    """Raise NotSoldFrom unless the channel sells from the location."""
    if not ChannelLocation.objects.filter(channel=channel, location_id=location_id).exists():
        raise NotSoldFrom(channel=channel.name)


@transaction_required
def _write(
    model: type[ChannelReserve] | type[ChannelBuffer],
    key: dict[str, Any],
    quantity: int | None,
    action: str,
    actor: User,
) -> None:
    if quantity is None:
        model.objects.filter(**key).delete()
    else:
        model.objects.update_or_create(**key, defaults={"quantity": quantity})
    product_id, location_id = key["product_id"], key["location_id"]
    record_act(
        actor=actor,
        action=action,
        subject=f"stock:{product_id or '*'}:{location_id or '*'}",
        details={"channel": key["channel"].code, "quantity": quantity},
    )
    tell_concerned(product_id=product_id, location_id=location_id)


@transaction_required
def tell_concerned(*, product_id: int | None, location_id: int | None) -> None:
    """Announce that what may be promised of these levels changed: of a product or a location, None meaning all."""
    levels = StockLevel.objects.all()
    if product_id is not None:
        levels = levels.filter(product_id=product_id)
    if location_id is not None:
        levels = levels.filter(location_id=location_id)
    tell_changed(keys=levels.values_list("product_id", "location_id"))
