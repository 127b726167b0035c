"""The demo's calendar: today has sales at whatever hour it is loaded, and none that is still to come."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from apps.demo.seeding.clock import FEWEST_TODAY, ROME, Calendar

MIDNIGHT = datetime(2026, 11, 21, tzinfo=ROME).astimezone(UTC)


@pytest.mark.parametrize("minutes", [1, 30, 9 * 60, 12 * 60, 24 * 60 - 1])
def test_shoppers_ordered_today_however_early_it_is(minutes: int) -> None:
    now = MIDNIGHT + timedelta(minutes=minutes)

    moments = Calendar(now=now, days=7).online_moments(now.astimezone(ROME).date(), 5, random.Random(1))

    assert len(moments) >= FEWEST_TODAY
    assert moments == sorted(moments)
    assert all(MIDNIGHT <= moment < now for moment in moments)


def test_shops_sell_nothing_before_they_open() -> None:
    now = MIDNIGHT + timedelta(hours=3)

    assert Calendar(now=now, days=7).moments(now.astimezone(ROME).date(), 9, random.Random(1)) == []
