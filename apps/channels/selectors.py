"""Reads of channels and locations."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from .models import OpeningHours
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
