"""Sentences about when, where and how far, whole so that each language can build them its own way."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel import dates
from babel.core import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assortment.types import Card
from apps.core import formatting, ui
from apps.stock.types import UNLIMITED

from .availability import FEW


def clock_time(moment: datetime) -> str:
    """Write the time of day of a moment on its own clock."""
    return formatting.format_moment(moment, style="time", now=moment, locale=ui.reader_locale())


def clock_span(opens: time, closes: time) -> str:
    """Write from when to when: 10:00–19:30."""
    day_of_no_matter = date(2000, 1, 1)
    return "–".join(clock_time(datetime.combine(day_of_no_matter, moment)) for moment in (opens, closes))


def day(moment: date) -> str:
    """Write a day with its weekday: Tuesday 24 November."""
    return _day(moment.date() if isinstance(moment, datetime) else moment, ui.reader_locale())


@lru_cache(maxsize=512)  # goods arrive on the same few days
def _day(moment: date, locale: Locale) -> str:
    at_noon = datetime.combine(moment, time(12))
    return formatting.format_moment(at_noon, style="day", now=at_noon, locale=locale)


def collect_from(moment: datetime | None, now: datetime, *, shop: str = "") -> str:
    """Say from when something can be collected, and where if a shop is named."""
    if moment is None:
        return _("Collection isn't possible at the moment")
    parts = {"time": clock_time(moment), "day": day(moment), "shop": shop}
    match (moment.date() - now.date()).days:
        case 0:
            text = _("Collect in %(shop)s today from %(time)s") if shop else _("Collect today from %(time)s")
        case 1:
            text = (
                _("Collect in %(shop)s tomorrow from %(time)s")
                if shop
                else _("Collect tomorrow from %(time)s")
            )
        case _other:
            text = (
                _("Collect in %(shop)s on %(day)s from %(time)s")
                if shop
                else _("Collect on %(day)s from %(time)s")
            )
    return text % parts


def ready_from(moment: datetime | None, now: datetime) -> str:
    """Say from when something is ready, where the heading has said what and where."""
    if moment is None:
        return _("We tell you when it is ready")
    parts = {"time": clock_time(moment), "day": day(moment)}
    match (moment.date() - now.date()).days:
        case 0:
            return _("Today from %(time)s") % parts
        case 1:
            return _("Tomorrow from %(time)s") % parts
    return _("%(day)s from %(time)s") % parts


def delivered_by(moment: date | None) -> str:
    """Say by when something is delivered."""
    return _("Delivered by %(day)s") % {"day": day(moment)} if moment else _("Delivered to you")


def opening(open_until: datetime | None, opens_next: datetime | None, now: datetime) -> str:
    """Say whether a shop is open, until when, or when it opens again."""
    if open_until:
        return _("Open until %(time)s") % {"time": clock_time(open_until)}
    if opens_next is None:
        return _("Closed for the time being")
    parts = {"time": clock_time(opens_next), "day": weekday(opens_next)}
    match (opens_next.date() - now.date()).days:
        case 0:
            return _("Closed, opens at %(time)s") % parts
        case 1:
            return _("Closed, opens tomorrow at %(time)s") % parts
    return _("Closed, opens %(day)s at %(time)s") % parts


def weekday(moment: date) -> str:
    """Write the name of the day of the week."""
    return str(dates.format_date(moment, "EEEE", locale=ui.reader_locale()))


def distance(kilometres: float) -> str:
    """Write a distance, with tenths where it is short."""
    shown = round(kilometres, 1) if kilometres < 10 else round(kilometres)
    return _("%(number)s km") % {"number": formatting.format_number(shown, locale=ui.reader_locale())}


def weight(grams: int) -> str:
    """Write a weight in grams, or in kilograms from one on."""
    locale = ui.reader_locale()
    if grams >= 1000:
        return _("%(number)s kg") % {
            "number": formatting.format_number(round(grams / 1000, 2), locale=locale)
        }
    return _("%(number)s g") % {"number": formatting.format_number(grams, locale=locale)}


def shipping(price: Decimal, free_from: Decimal | None, currency: str) -> str:
    """Say what delivery costs and from when it costs nothing."""
    locale = ui.reader_locale()
    amount = formatting.format_money(price, currency, locale=locale)
    if not price:
        return _("Delivery is free.")
    if free_from is None:
        return _("Delivery %(price)s.") % {"price": amount}
    limit = formatting.format_round_money(free_from, currency, locale=locale)
    return _("Delivery %(price)s, free from %(limit)s.") % {"price": amount, "limit": limit}


def card_stock(card: Card, shop: str) -> tuple[str, str]:
    """Return the state and the words of a product's stock, in the visitor's own shop where they have one."""
    if card.availability == "none":
        return "none", _("Sold out")
    if card.available >= UNLIMITED:
        return "available", _("Always available")
    if not shop or card.here is None:
        return str(card.availability), _("Only a few left") if card.availability == "low" else _("In stock")
    if card.here <= 0:
        return "none", _("Not in %(place)s, can be delivered") % {"place": shop}
    if card.here > FEW:
        return "available", _("In stock in %(place)s") % {"place": shop}
    words = {"count": card.here, "place": shop}
    return "low", ngettext("Last one in %(place)s", "Last %(count)d in %(place)s", card.here) % words
