"""Postcodes and towns, as people type them."""

import pytest

from apps.channels.geography import Point, kilometres, parse_point
from apps.storefront.shops.towns import Town, find_town, known_towns


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("20121", "Milano"),
        ("55100 Lucca", "Lucca"),
        ("CAP 34121", "Trieste"),
        ("00187", "Roma"),
        ("milano", "Milano"),
        ("  FORLI ", "Forlì"),
        ("l'aquila", "L'Aquila"),
        ("Lodz", "Łódź"),
        ("reggio", "Reggio Emilia"),
        ("Florence", "Florence"),
    ],
)
def test_a_town_is_found(typed, found):
    assert find_town(typed, country="IT").name == found


@pytest.mark.parametrize("typed", ["", "x", "Atlantis", "9", "???", "\0"])
def test_what_means_no_town_finds_none(typed):
    assert find_town(typed, country="IT") is None


def test_a_postcode_counts_in_the_shops_country():
    assert find_town("75001", country="FR").name == "Paris"
    assert find_town("75001", country="IT").name == "Matera"


def test_the_shops_own_towns_come_first():
    borgo = Town("IT", "55023", "Borgo", Point(43.98, 10.55))

    assert find_town("55023", country="IT", also=[borgo]) is borgo
    assert find_town("borgo", country="IT", also=[borgo]) is borgo


def test_every_town_of_the_file_lies_on_earth():
    assert len(known_towns()) > 100
    for town in known_towns():
        assert parse_point(str(town.point.latitude), str(town.point.longitude)), town


def test_distances_are_those_of_the_map():
    lucca, milan = Point(43.84, 10.50), Point(45.46, 9.19)

    assert kilometres(lucca, lucca) == 0
    assert round(kilometres(lucca, milan)) == 208
    assert kilometres(lucca, milan) == pytest.approx(kilometres(milan, lucca))


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("", ""), ("x", "1"), ("90.1", "0"), ("0", "181"), ("nan", "0")]
)
def test_what_names_no_point_is_none(latitude, longitude):
    assert parse_point(latitude, longitude) is None
