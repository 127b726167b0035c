"""The shops around a point, nearest first."""

import pytest

from apps.channels.geography import Point
from apps.channels.models import Location
from apps.channels.selectors import nearest_locations
from tests.factories.channels import LocationFactory

PISA = Point(43.7228, 10.4017)
TOWNS = {
    "Lucca": (43.8429, 10.5027),
    "Como": (45.8081, 9.0852),
    "Bergamo": (45.6983, 9.6773),
    "Trieste": (45.6495, 13.7768),
}


@pytest.fixture
def shops(db):
    for name, (latitude, longitude) in TOWNS.items():
        LocationFactory(name=name, latitude=latitude, longitude=longitude)
    LocationFactory(name="Somewhere")
    return Location.objects.all()


def names(point, locations, **limits):
    return [near.location.name for near in nearest_locations(point=point, locations=locations, **limits)]


def test_nearest_first_with_the_distance(shops):
    [lucca] = nearest_locations(point=PISA, locations=shops)

    assert lucca.location.name == "Lucca"
    assert lucca.distance_km == pytest.approx(15.6, abs=0.5)
    assert names(PISA, shops, within_km=1000) == ["Lucca", "Bergamo", "Como", "Trieste"]


def test_only_so_many_and_only_so_far(shops):
    assert names(PISA, shops, within_km=1000, limit=2) == ["Lucca", "Bergamo"]
    assert names(PISA, shops, within_km=10) == []


def test_only_among_the_locations_that_are_asked_about(shops):
    assert names(PISA, shops.filter(name__startswith="T"), within_km=1000) == ["Trieste"]


def test_over_the_date_line(db):
    LocationFactory(name="Suva", latitude=-18.1, longitude=178.4)
    LocationFactory(name="Apia", latitude=-13.8, longitude=-171.8)

    assert names(Point(-17, 179.9), Location.objects.all(), within_km=1500) == ["Suva", "Apia"]


def test_one_query(shops, django_assert_num_queries):
    with django_assert_num_queries(1):
        names(PISA, shops, within_km=1000)
