"""Today's sales against the same weekday last week, in one's own reach."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from apps.accounts.rights import rights_of
from apps.backoffice.dashboard.numbers import numbers
from tests.factories.shop import Shop

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_compared_with_a_week_ago_by_the_same_hour(shop: Shop) -> None:
    shop.sell(at=shop.lucca, quantity=3, sold_at=NOON - timedelta(hours=1))
    shop.sell(at=shop.lucca, quantity=2, sold_at=NOON - timedelta(hours=2) - WEEK)
    shop.sell(at=shop.lucca, quantity=9, sold_at=NOON + timedelta(hours=4) - WEEK)

    day = numbers(sight=rights_of(shop.alice), at=NOON)

    assert day.total == Decimal("36.60")
    assert day.change == Decimal("0.5")
    assert day.channels == [("Tills", Decimal("36.60"))]
    assert [place.total for place in day.places if place.name == "Lucca"] == [Decimal("36.60")]


def test_each_place_is_compared_by_the_same_time_of_day_too(shop: Shop) -> None:
    shop.sell(at=shop.lucca, quantity=3, sold_at=NOON - timedelta(hours=1))
    shop.sell(at=shop.lucca, quantity=2, sold_at=NOON - timedelta(hours=2) - WEEK)
    shop.sell(at=shop.lucca, quantity=9, sold_at=NOON + timedelta(minutes=5) - WEEK)

    day = numbers(sight=rights_of(shop.alice), at=NOON)

    assert day.change == Decimal("0.5")
    assert [place.change for place in day.places if place.name == "Lucca"] == [Decimal("0.5")]


def test_just_after_midnight_yesterday_and_the_day_a_week_ago_tell_more(shop: Shop) -> None:
    shop.sell(at=shop.lucca, quantity=2, sold_at=NOON)
    shop.sell(at=shop.lucca, quantity=3, sold_at=NOON + timedelta(days=1) - WEEK)

    day = numbers(sight=rights_of(shop.alice), at=NOON + timedelta(hours=12, minutes=30))

    assert (day.total, day.change) == (Decimal(0), None)
    assert (day.yesterday, day.week_ago) == (Decimal("24.40"), Decimal("36.60"))


def test_the_manager_of_como_sees_como(shop: Shop) -> None:
    shop.sell(at=shop.lucca, sold_at=NOON)
    shop.sell(at=shop.como, quantity=2, sold_at=NOON)

    day = numbers(sight=rights_of(shop.charlie), at=NOON)

    assert day.total == Decimal("24.40")
    assert [place.name for place in day.places] == ["Como"]


def test_an_order_nobody_paid_was_no_sale(shop: Shop) -> None:
    order = shop.collect(at=shop.como, placed_at=NOON)
    order.confirmed_at = None
    order.save(update_fields=["confirmed_at"])

    assert numbers(sight=rights_of(shop.alice), at=NOON).total == 0
