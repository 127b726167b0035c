"""Places on Earth and how far they are from one another. Pure."""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Box:
    """Parallels and meridians around a point. Where it spans the date line, west is greater than east."""

    south: float
    north: float
    west: float
    east: float


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


def box_around(point: Point, *, within_km: float) -> Box:
    """Return a box that holds everything within so many kilometres of the point.

    The widest meridians are touched a little poleward of the point, hence the arc sine; around a pole
    every meridian is near.
    """
    angle = within_km / EARTH_RADIUS_KM
    south, north = point.latitude - degrees(angle), point.latitude + degrees(angle)
    if south <= -90 or north >= 90:
        return Box(max(south, -90), min(north, 90), -180, 180)
    width = degrees(asin(min(1.0, sin(angle) / cos(radians(point.latitude)))))
    return Box(south, north, _wrapped(point.longitude - width), _wrapped(point.longitude + width))


def _wrapped(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
