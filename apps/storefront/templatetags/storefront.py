"""The shop's own words and small parts in templates."""

from datetime import date, datetime
from typing import Any

from django import template

from apps.core import clock
from apps.storefront import words
from apps.storefront.shops.near import ShopRow
from apps.storefront.shops.selectors import Place

register = template.Library()

register.filter("clock_time", words.clock_time)
register.filter("day", words.day)
register.filter("distance", words.distance)
register.filter("weekday", words.weekday)


@register.simple_tag
def collect_words(place: Place, moment: datetime | None, short: bool = False) -> str:
    """Say from when something can be collected in a shop; `short` leaves its name to what stands around."""
    return words.collect_from(moment, place.local(clock.now()), shop="" if short else place.name)


@register.simple_tag
def ready_words(place: Place, moment: datetime | None) -> str:
    """Say from when something is ready in a shop that has been named."""
    return words.ready_from(moment, place.local(clock.now()))


@register.simple_tag
def delivery_words(by: date | None) -> str:
    """Say by when something is delivered."""
    return words.delivered_by(by)


@register.simple_tag
def opening_words(row: ShopRow) -> str:
    """Say whether a shop is open and until when."""
    return words.opening(row.open_until, row.opens_next, row.place.local(clock.now()))


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """Return what a mapping holds under a key, nothing where it holds nothing."""
    return mapping.get(key)
