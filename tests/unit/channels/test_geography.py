"""Distances on Earth, and boxes that leave nobody out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.channels.geography import Point, box_around, kilometres, parse_point

LUCCA, TRIESTE = Point(43.8429, 10.5027), Point(45.6495, 13.7768)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_from_lucca_to_trieste():
    assert kilometres(LUCCA, TRIESTE) == pytest.approx(328, abs=2)


def test_across_the_date_line_is_not_around_the_world():
    assert kilometres(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111, abs=1)


@given(points, points)
def test_there_is_as_far_as_back(one, other):
    assert kilometres(one, other) == pytest.approx(kilometres(other, one))
    assert kilometres(one, one) == 0


@given(points, points)
def test_whatever_is_within_reach_is_in_the_box(centre, other):
    box = box_around(centre, within_km=kilometres(centre, other) * 1.001 + 0.001)

    east_of_west, west_of_east = other.longitude >= box.west, other.longitude <= box.east
    assert box.south <= other.latitude <= box.north
    if abs(other.latitude) < 90:
        assert (east_of_west and west_of_east) if box.west <= box.east else (east_of_west or west_of_east)


@pytest.mark.parametrize(
    "texts", [("", ""), ("north", "1"), ("91", "0"), ("0", "181"), ("nan", "0"), ("inf", "0")]
)
def test_what_is_no_point_is_none(texts):
    assert parse_point(*texts) is None


def test_two_numbers_are_a_point():
    assert parse_point("43.8429", " 10.5027 ") == LUCCA
