"""Places to collect: which of them has a whole cart, and from when."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.channels.models import Channel, Location
from apps.channels.opening import Opening
from apps.channels.selectors import openings_of
from apps.stock.selectors import availability

from .types import PickupOption


def pickup_options(
    *, channel: Channel, quantities: Mapping[int, int], at: datetime, holder: str | None = None
) -> list[PickupOption]:
    """Return the channel's places for collection, in its order, with what each lacks of these products (by key).

    What `holder` has on hold counts as there. Three queries, whatever the number of places and products.
    """
    places = list(
        Location.objects.filter(
            is_active=True, offers_pickup=True, channel_locations__channel=channel
        ).order_by("channel_locations__position", "pk")
    )
    there = _available(channel, quantities, at, holder)
    openings = openings_of(location_ids=[place.pk for place in places])
    return [_option(place, openings[place.pk], quantities, there, at) for place in places]


def ready_by(*, location: Location, opening: Opening, at: datetime) -> datetime | None:
    """Return when goods that lie there and are ordered now can be collected, None where it never opens."""
    local = at.astimezone(ZoneInfo(location.time_zone))
    return opening.ready_at(local, minutes=location.pickup_ready_minutes)


def _available(
    channel: Channel, quantities: Mapping[int, int], at: datetime, holder: str | None
) -> dict[tuple[int, int], int]:
    found = availability(channel=channel, product_ids=list(quantities), at=at, holder=holder)
    return {
        (product_id, row.location_id): max(row.available, 0)
        for product_id, rows in found.items()
        for row in rows
    }


def _option(
    place: Location,
    opening: Opening,
    quantities: Mapping[int, int],
    there: Mapping[tuple[int, int], int],
    at: datetime,
) -> PickupOption:
    missing = {
        product_id: wanted - there.get((product_id, place.pk), 0)
        for product_id, wanted in quantities.items()
        if wanted > there.get((product_id, place.pk), 0)
    }
    return PickupOption(
        location_id=place.pk,
        code=place.code,
        name=place.name,
        missing=missing,
        ready_at=None if missing else ready_by(location=place, opening=opening, at=at),
    )
