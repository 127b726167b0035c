"""When a shop is open, by its own clock, on ordinary and on special days."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from apps.channels.models import OpeningHours
from apps.channels.selectors import hours_on, is_open, next_opening, openings_of
from tests.factories.channels import LocationFactory

MONDAY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 25)


def rome(day: date, hour: int, minute: int = 0, *, utc_offset: int = 1) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=utc_offset)


@pytest.fixture
def lucca(db):
    """Open from Monday to Saturday, 9 to 13 and 15:30 to 19; closed at Christmas; open on one Sunday."""
    shop = LocationFactory(name="Lucca")
    for weekday in range(6):
        OpeningHours.objects.create(location=shop, weekday=weekday, opens_at=time(15, 30), closes_at=time(19))
        OpeningHours.objects.create(location=shop, weekday=weekday, opens_at=time(9), closes_at=time(13))
    OpeningHours.objects.create(location=shop, date=CHRISTMAS)
    OpeningHours.objects.create(location=shop, date=date(2026, 12, 20), opens_at=time(10), closes_at=time(18))
    return shop


def spans(shop, day):
    return [(span.opens.hour, span.closes.hour) for span in hours_on(location=shop, day=day)]


def test_hours_of_a_day_come_in_order(lucca):
    assert spans(lucca, MONDAY) == [(9, 13), (15, 19)]


def test_a_special_day_replaces_its_weekday(lucca):
    assert spans(lucca, CHRISTMAS) == []
    assert spans(lucca, date(2026, 12, 20)) == [(10, 18)]
    assert spans(lucca, date(2026, 12, 27)) == []


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(8, 59, False), (9, 0, True), (12, 59, True), (13, 0, False), (15, 30, True), (19, 0, False)],
)
def test_open_from_the_first_minute_until_before_the_last(lucca, hour, minute, expected):
    assert is_open(location=lucca, at=rome(MONDAY, hour, minute)) is expected


def test_the_next_opening_is_today_tomorrow_or_after_the_holiday(lucca):
    def opens(day, hour):
        return next_opening(location=lucca, at=rome(day, hour))

    assert opens(MONDAY, 7) == rome(MONDAY, 9)
    assert opens(MONDAY, 14) == rome(MONDAY, 15, 30)
    assert opens(MONDAY, 20) == rome(MONDAY + timedelta(days=1), 9)
    assert opens(CHRISTMAS, 10) == rome(CHRISTMAS + timedelta(days=1), 9)
    assert opens(MONDAY, 10) is None


def test_nine_is_nine_on_both_sides_of_a_clock_change(lucca):
    last_summer_saturday, winter_monday = date(2026, 10, 24), date(2026, 10, 26)

    assert is_open(location=lucca, at=rome(last_summer_saturday, 9, utc_offset=2))
    assert not is_open(location=lucca, at=rome(last_summer_saturday, 8, 59, utc_offset=2))
    after_closing = rome(last_summer_saturday, 19, utc_offset=2)
    assert next_opening(location=lucca, at=after_closing) == rome(winter_monday, 9)


def test_a_shop_without_hours_never_opens(db):
    como = LocationFactory(name="Como")

    assert not is_open(location=como, at=rome(MONDAY, 10))
    assert next_opening(location=como, at=rome(MONDAY, 10)) is None


def test_hours_of_many_shops_take_one_query(lucca, django_assert_num_queries):
    como = LocationFactory(name="Como")

    with django_assert_num_queries(1):
        assert set(openings_of(location_ids=[lucca.pk, como.pk])) == {lucca.pk, como.pk}
