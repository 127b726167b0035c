"""The places of this channel as shoppers meet them: where they are, when they are open, what they can do."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.channels.geography import Point
from apps.channels.models import Location
from apps.channels.opening import Opening
from apps.channels.selectors import openings_of

from ..channel import web_channel
from ..memo import remembered


@dataclass(frozen=True, slots=True)
class Place:
    """A location of the channel. Warehouses are places too; shops are those that one can walk into."""

    id: int
    code: str
    name: str
    kind: str
    address: str
    postcode: str
    city: str
    country: str
    phone: str
    picture_url: str
    point: Point | None
    time_zone: ZoneInfo
    opening: Opening
    ships: bool
    offers_pickup: bool
    pickup_ready_minutes: int
    pickup_keep_days: int

    @property
    def is_shop(self) -> bool:
        return self.kind == Location.Kind.SHOP

    def local(self, at: datetime) -> datetime:
        """Return the moment on the clock of this place."""
        return at.astimezone(self.time_zone)

    def open_until(self, at: datetime) -> datetime | None:
        return self.opening.open_until(self.local(at))

    def opens_next(self, at: datetime) -> datetime | None:
        return self.opening.opens_next(self.local(at))

    def collect_from(self, at: datetime) -> datetime | None:
        """Return when goods ordered now that lie here can be collected, None where never."""
        if not self.offers_pickup:
            return None
        return self.opening.ready_at(self.local(at), minutes=self.pickup_ready_minutes)


@remembered
def places() -> tuple[Place, ...]:
    """Return the active locations of the web channel in its order of preference, with two queries."""
    locations = Location.objects.filter(is_active=True, channel_locations__channel=web_channel()).order_by(
        "channel_locations__position", "pk"
    )
    found = list(locations)
    hours = openings_of(location_ids=[location.pk for location in found])
    return tuple(_place(location, hours[location.pk]) for location in found)


def shops() -> tuple[Place, ...]:
    """Return the shops one can walk into, by name."""
    return tuple(sorted((place for place in places() if place.is_shop), key=lambda place: place.name))


def place_by_id(location_id: int | None) -> Place | None:
    """Return the place with this key, None where the channel has no such place."""
    return next((place for place in places() if place.id == location_id), None)


def pickup_place(location_id: int | None) -> Place | None:
    """Return the place with this key where goods can be collected."""
    place = place_by_id(location_id)
    return place if place and place.offers_pickup else None


def _place(location: Location, opening: Opening) -> Place:
    known = location.latitude is not None and location.longitude is not None
    return Place(
        id=location.pk,
        code=location.code,
        name=location.name,
        kind=location.kind,
        address=location.line1,
        postcode=location.postcode,
        city=location.city,
        country=location.country,
        phone=location.phone,
        picture_url=location.picture.url if location.picture else "",
        point=Point(float(location.latitude), float(location.longitude)) if known else None,  # type: ignore[arg-type]
        time_zone=ZoneInfo(location.time_zone),
        opening=opening,
        ships=location.ships,
        offers_pickup=location.offers_pickup,
        pickup_ready_minutes=location.pickup_ready_minutes,
        pickup_keep_days=location.pickup_keep_days,
    )
