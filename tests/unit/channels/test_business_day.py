"""A sale after midnight can belong to the evening before, seen from the shop's own clock."""

from datetime import UTC, date, datetime, time

import pytest

from apps.channels.business_day import business_date
from apps.channels.models import Location

SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)


def day(at: datetime, *, zone: str = "Europe/Rome", cutoff: time = time(0)) -> date:
    return business_date(Location(time_zone=zone, business_day_cutoff=cutoff), at)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), SATURDAY),
        (datetime(2026, 11, 21, 23, 0, tzinfo=UTC), SUNDAY),
    ],
)
def test_the_day_begins_at_midnight_there(at, expected):
    assert day(at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 22, 2, 59, 59, tzinfo=UTC), SATURDAY),
        (datetime(2026, 11, 22, 3, 0, tzinfo=UTC), SUNDAY),
    ],
)
def test_before_the_cut_off_it_is_still_yesterday(at, expected):
    assert day(at, cutoff=time(4)) == expected


def test_the_same_moment_is_another_day_in_another_shop():
    at = datetime(2026, 11, 21, 18, tzinfo=UTC)

    assert day(at, zone="Asia/Jakarta") == SUNDAY
    assert day(at, zone="America/New_York") == SATURDAY


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        # Spring 2026: 2:00 becomes 3:00. The cut-off at 2:30 doesn't exist; the first moment after the gap is past it.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
        # Autumn 2026: 3:00 becomes 2:00, so 2:30 comes twice.
        (datetime(2026, 10, 25, 0, 29, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_nights_on_which_the_clocks_change(at, expected):
    assert day(at, cutoff=time(2, 30)) == expected
