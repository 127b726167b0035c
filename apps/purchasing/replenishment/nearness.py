"""Which of a retailer's other locations are nearest."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from apps.channels.models import Location

EARTH_KM = 6371.0


def nearest_to_each(locations: Sequence[Location]) -> dict[int, list[int]]:
    """Return each location's others, nearest first; those of which nobody knows where they are come last."""
    return {
        here.pk: [
            other.pk
            for other in sorted(locations, key=lambda there: (kilometres(here, there), there.pk))
            if other.pk != here.pk
        ]
        for here in locations
    }


def kilometres(one: Location, other: Location) -> float:
    """Return the great-circle distance (haversine formula); infinite where a place isn't known."""
    if None in {one.latitude, one.longitude, other.latitude, other.longitude}:
        return float("inf")
    north, east = radians(float(one.latitude or 0)), radians(float(one.longitude or 0))
    to_north, to_east = radians(float(other.latitude or 0)), radians(float(other.longitude or 0))
    height = sin((to_north - north) / 2) ** 2
    width = cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(height + width)))
