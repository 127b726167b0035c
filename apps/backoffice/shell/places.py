"""The locations a person works at, and the one that is chosen in the top bar."""

from collections import Counter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from apps.accounts.rights import Rights
from apps.channels.models import Location

KEY = "backoffice-place"


def places_of(rights: Rights) -> list[Location]:
    """Return the active locations where the person may do anything, by name."""
    active = Location.objects.filter(is_active=True).order_by("name")
    reaches = rights.places.values()
    if any(reach is None for reach in reaches):
        return list(active)
    return list(active.filter(pk__in={key for reach in reaches if reach for key in reach}))


def chosen_place(request: HttpRequest, places: list[Location]) -> Location | None:
    """Return the place the person has chosen to look at, None for all of theirs."""
    wanted = request.session.get(KEY)
    return next((place for place in places if place.pk == wanted), None)


def zone_of(places: list[Location], place: Location | None) -> ZoneInfo:
    """Return the time zone that the person's day runs in: the chosen place's, else that of most of theirs."""
    zones = Counter(each.time_zone for each in ([place] if place else places))
    name = zones.most_common(1)[0][0] if zones else settings.TIME_ZONE
    return ZoneInfo(name)


def choose_place(request: HttpRequest, places: list[Location], wanted: str) -> None:
    """Remember the place for this session; anything that isn't one of theirs means all."""
    chosen = next((place for place in places if str(place.pk) == wanted), None)
    if chosen:
        request.session[KEY] = chosen.pk
    else:
        request.session.pop(KEY, None)


def narrowed(rights: Rights, location_id: int) -> Rights:
    """Return the rights as far as they reach one location."""
    return Rights(
        {
            act: frozenset({location_id})
            for act, reach in rights.places.items()
            if reach is None or location_id in reach
        }
    )


def reaches_everywhere(rights: Rights, act: str) -> bool:
    """Tell whether the act isn't limited to some locations."""
    return act in rights.places and rights.places[act] is None
