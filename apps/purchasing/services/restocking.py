"""Getting what is low, in one click: ordered from suppliers, or sent from where there is enough."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Location
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.stock.replenishing import Position, positions
from apps.stock.selectors import Transfer
from apps.stock.services.transfers import draft_transfer
from apps.stock.thresholds import thresholds
from apps.stock.types import LevelKey

from ..replenishment.nearness import nearest_to_each
from ..shortages import shortages
from ..types import Wanted
from .drafting import Drafted, draft_orders


class NothingLow(DomainError):
    code = "nothing-low"
    message = _("None of these is low any more, or enough is on its way.")


@dataclass(slots=True)
class Sent:
    """The transfers that were drafted, and of which products no location has enough over."""

    transfers: list[Transfer] = field(default_factory=list)
    nowhere_over: list[int] = field(default_factory=list)


def order_low(*, keys: Collection[LevelKey], actor: Actor | None, at: datetime) -> Drafted:
    """Draft orders for these levels up to twice their thresholds, one per supplier and location. Raises NothingLow."""
    return draft_orders(wanted=_missing(keys), actor=actor, at=at)


def send_to_low(
    *, keys: Collection[LevelKey], origin_ids: Collection[int], actor: Actor | None, at: datetime
) -> Sent:
    """Draft transfers for these levels, each from the nearest of the origins that keeps twice its own threshold.

    Raises NothingLow.
    """
    wanted = _missing(keys)
    places = Location.objects.filter(is_active=True)
    nearest = nearest_to_each(list(places))
    products = {low.product_id for low in wanted}
    spare = {origin: _spare(origin, products) for origin in origin_ids}
    sent, loads = Sent(), defaultdict[tuple[int, int], dict[int, int]](dict)
    for low in wanted:
        origins = (place for place in nearest.get(low.location_id, ()) if place in spare)
        origin = next((each for each in origins if spare[each].get(low.product_id, 0) >= low.quantity), None)
        if origin is None:
            sent.nowhere_over.append(low.product_id)
        else:
            spare[origin][low.product_id] -= low.quantity
            loads[origin, low.location_id][low.product_id] = low.quantity
    for (origin, destination), quantities in sorted(loads.items()):
        transfer = draft_transfer(
            origin_id=origin, destination_id=destination, quantities=quantities, actor=actor, at=at
        )
        sent.transfers.append(transfer)
    return sent


def _missing(keys: Collection[LevelKey]) -> list[Wanted]:
    wanted = shortages(keys=keys)
    if not wanted:
        raise NothingLow
    return wanted


def _spare(location_id: int, product_ids: Collection[int]) -> dict[int, int]:
    """Return what the location has above twice its own threshold."""
    found: list[Position] = positions(location_id=location_id, product_ids=product_ids)
    own = thresholds(keys=[(each.product_id, location_id) for each in found])
    return {
        each.product_id: each.available - each.leaving - 2 * own.get((each.product_id, location_id), 0)
        for each in found
    }
