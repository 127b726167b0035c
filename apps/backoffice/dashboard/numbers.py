"""Today's sales against the same weekday last week, as the first screen draws them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.rights import Rights
from apps.channels.models import Channel, Location
from apps.core.theme import merchant
from apps.reports.sales import Takings, currencies, takings, total_of

from ..shell.places import reaches_everywhere

FIRST_HOUR, LAST_HOUR = 8, 21
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """A location's day in one row."""

    name: str
    total: Decimal
    change: Decimal | None
    basket: Decimal | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the first screen says of a day's sales. `change` compares with a week ago by this time of day.

    `yesterday` and `week_ago` are what those whole days came to, for when today has hardly begun.
    """

    currency: str
    currencies: list[str]
    today: date
    then: date
    total: Decimal
    orders: int
    change: Decimal | None
    yesterday: Decimal
    week_ago: Decimal
    hours: list[str]
    series: list[Any]
    channels: list[tuple[str, Decimal]]
    places: list[Place]


def numbers(*, sight: Rights, at: datetime, currency: str = "") -> Numbers:
    """Return the day's figures where the person may see them; the number of queries is fixed."""
    local = timezone.localtime(at)
    today, then = local.date(), local.date() - WEEK
    yesterday = today - timedelta(days=1)
    used = currencies(rights=sight, days=(today, yesterday, then)) or [str(merchant()["currency"])]
    currency = currency if currency in used else used[0]
    now = takings(rights=sight, day=today, currency=currency)
    before = takings(rights=sight, day=then, currency=currency)
    by_now = takings(rights=sight, day=then, currency=currency, until=at - WEEK)
    hours = _hours(now, before)
    return Numbers(
        currency=currency,
        currencies=used,
        today=today,
        then=then,
        total=now.total,
        orders=now.orders,
        change=_change(now.total, by_now.total),
        yesterday=total_of(rights=sight, day=yesterday, currency=currency),
        week_ago=before.total,
        hours=[f"{hour}:00" for hour in hours],
        series=[
            (_("Today"), [now.until(hour) if hour <= local.hour else None for hour in hours]),
            (_("A week ago"), [before.until(hour) for hour in hours], "then"),
        ],
        channels=_by_channel(now),
        places=_places(sight, now, by_now),
    )


def _hours(now: Takings, before: Takings) -> range:
    """Return the hours to draw: the usual ones, and earlier or later ones in which something was sold."""
    sold = [*now.by_hour, *before.by_hour]
    return range(min([FIRST_HOUR, *sold]), max([LAST_HOUR, *sold]) + 1)


def _change(now: Decimal, then: Decimal) -> Decimal | None:
    return (now - then) / then if then > 0 else None


def _by_channel(now: Takings) -> list[tuple[str, Decimal]]:
    names = dict(Channel.objects.filter(pk__in=now.by_channel).values_list("pk", "name"))
    rows = sorted(now.by_channel.items(), key=lambda row: -row[1])
    return [(names[key], amount) for key, amount in rows]


def _places(sight: Rights, now: Takings, before: Takings) -> list[Place]:
    reach = sight.places.get("dashboard.view", frozenset())
    shops = Location.objects.filter(is_active=True).order_by("name")
    if reach is not None:
        shops = shops.filter(pk__in=reach)
    rows: list[tuple[int | None, str]] = [(shop.pk, shop.name) for shop in shops]
    if reaches_everywhere(sight, "dashboard.view"):
        rows.append((None, _("Without a place")))
    return [
        _place(name, now, before, key)
        for key, name in rows
        if key is not None or now.by_location.get(key) or before.by_location.get(key)
    ]


def _place(name: str, now: Takings, before: Takings, key: int | None) -> Place:
    total, orders = now.by_location.get(key, Decimal(0)), now.orders_by_location.get(key, 0)
    return Place(
        name=name,
        total=total,
        change=_change(total, before.by_location.get(key, Decimal(0))),
        basket=total / orders if orders else None,
    )
