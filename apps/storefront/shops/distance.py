"""How far one place is from another. Pure."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth in degrees (WGS 84)."""

    latitude: float
    longitude: float


def parse_point(latitude: str, longitude: str) -> Point | None:
    """Return the point that two texts name, None where they name none on Earth."""
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        return None
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None


def kilometres(one: Point, other: Point) -> float:
    """Return the distance as the crow flies, by the haversine formula."""
    latitude_1, latitude_2 = radians(one.latitude), radians(other.latitude)
    half_height = sin((latitude_2 - latitude_1) / 2) ** 2
    half_width = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_height + cos(latitude_1) * cos(latitude_2) * half_width))
