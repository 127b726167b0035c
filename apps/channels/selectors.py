"""Reads of channels and locations."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from .geography import Box, Point, box_around, kilometres
from .models import Location, OpeningHours
from .opening import Opening, Span


def openings_of(*, location_ids: Collection[int]) -> dict[int, Opening]:
    """Return the opening hours of each location, with one query; one without any is never open."""
    week: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    special: dict[int, dict[date, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for hours in OpeningHours.objects.filter(location_id__in=location_ids).order_by("opens_at"):
        if hours.date is not None:
            spans = special[hours.location_id][hours.date]
        elif hours.weekday is not None:
            spans = week[hours.location_id][hours.weekday]
        if hours.opens_at and hours.closes_at:
            spans.append(Span(hours.opens_at, hours.closes_at))
    return {
        location_id: Opening(
            week={day: tuple(spans) for day, spans in week[location_id].items()},
            special={day: tuple(spans) for day, spans in special[location_id].items()},
        )
        for location_id in location_ids
    }


def hours_on(*, location: Location, day: date) -> tuple[Span, ...]:
    """Return when the location is open on its own calendar's day, nothing where it is closed."""
    return _opening(location).spans_on(day)


def is_open(*, location: Location, at: datetime) -> bool:
    """Tell whether the location is open at the moment."""
    return _opening(location).open_until(_local(location, at)) is not None


def next_opening(*, location: Location, at: datetime) -> datetime | None:
    """Return in UTC when the location opens next; None where it is open, or won't open for a month."""
    opens = _opening(location).opens_next(_local(location, at))
    return opens.astimezone(UTC) if opens else None


@dataclass(frozen=True, slots=True)
class Nearby:
    """A location and how many kilometres away it is, as the crow flies."""

    location: Location
    distance_km: float


def nearest_locations(
    *, point: Point, locations: QuerySet[Location], within_km: float = 100, limit: int = 10
) -> list[Nearby]:
    """Return those of the locations that are within reach of the point, nearest first.

    One query, which an index on the coordinates answers: distances are worked out only inside a box.
    """
    found = [
        Nearby(location, kilometres(point, Point(float(location.latitude), float(location.longitude))))
        for location in locations.filter(_inside(box_around(point, within_km=within_km)))
        if location.latitude is not None and location.longitude is not None
    ]
    within = [near for near in found if near.distance_km <= within_km]
    return sorted(within, key=lambda near: near.distance_km)[:limit]


def _inside(box: Box) -> Q:
    east_of_west, west_of_east = Q(longitude__gte=box.west), Q(longitude__lte=box.east)
    between = east_of_west & west_of_east if box.west <= box.east else east_of_west | west_of_east
    return Q(latitude__gte=box.south, latitude__lte=box.north) & between


def _opening(location: Location) -> Opening:
    return openings_of(location_ids=[location.pk])[location.pk]


def _local(location: Location, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(location.time_zone))
