"""Days on which parcels arrive, and until when collections are kept."""

from datetime import UTC, date, datetime

import pytest

from apps.fulfilment.promises import arrival, kept_until, working_day_after

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 0, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 1, MONDAY),
        (MONDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 10, date(2026, 12, 4)),
    ],
)
def test_weekends_are_left_out(day: date, days: int, expected: date) -> None:
    assert working_day_after(day, days=days) == expected


def test_a_parcel_arrives_between_two_days() -> None:
    assert arrival(FRIDAY, days_min=1, days_max=2) == (MONDAY, date(2026, 11, 24))


def test_a_collection_is_kept_to_the_end_of_the_last_day_where_it_lies() -> None:
    late_evening = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    until = kept_until(late_evening, days=7, time_zone="Europe/Rome")
    assert until.isoformat() == "2026-11-29T23:59:59+01:00"
