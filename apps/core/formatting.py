"""Money, numbers and moments as a reader of a given locale writes them. Pure: Babel only."""

from copy import copy
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import dates, numbers
from babel.core import Locale, UnknownLocaleError

from apps.core.money import round_money

UNIT_PRICE_DECIMALS = 4
MINUS = "\N{MINUS SIGN}"


@cache
def parse_locale(language: str | None) -> Locale:
    """Return the locale of a language code ("it", "en-gb", "en_GB"), English where it is unknown."""
    try:
        return Locale.parse((language or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=8192)  # a page of products asks for the same few prices again and again
def format_money(amount: Decimal, currency: str, *, locale: Locale) -> str:
    """Write an amount of a currency (ISO 4217) with that currency's own number of decimals."""
    return _with_true_minus(numbers.format_currency(round_money(amount, currency), currency, locale=locale))


@lru_cache(maxsize=1024)
def format_round_money(amount: Decimal, currency: str, *, locale: Locale) -> str:
    """Write an amount to the nearest whole unit, for figures one glances at."""
    pattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (0, 0)
    whole = amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    text = pattern.apply(whole, locale, currency=currency, currency_digits=False)
    return _with_true_minus(text)


def format_unit_price(price: Decimal, currency: str, *, locale: Locale) -> str:
    """Write the price of one unit, which may be finer than the currency's smallest coin: to four decimals if it is."""
    if price == round_money(price, currency):
        return format_money(price, currency, locale=locale)
    pattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (pattern.frac_prec[0], UNIT_PRICE_DECIMALS)
    return _with_true_minus(pattern.apply(price, locale, currency=currency, currency_digits=False))


def format_number(value: Decimal | float, *, locale: Locale) -> str:
    """Write a plain number with the locale's grouping and decimal mark."""
    return _with_true_minus(numbers.format_decimal(value, locale=locale))


def format_compact(value: Decimal | float, *, locale: Locale) -> str:
    """Write a number in as few characters as the locale allows: 12K, 1,2 mln."""
    return _with_true_minus(numbers.format_compact_decimal(value, locale=locale, fraction_digits=1))


def format_percent(ratio: Decimal | float, *, locale: Locale, signed: bool = False) -> str:
    """Write a ratio (0.2 is 20%) in whole percent; signed puts a plus before a gain."""
    text = _with_true_minus(numbers.format_percent(ratio, locale=locale))
    return f"+{text}" if signed and ratio > 0 else text


def format_moment(at: datetime, *, style: str, now: datetime, locale: Locale) -> str:
    """Write a local moment. `recent` drops what the reader knows: the day if today, the year if this one.

    Styles: recent, time, date, day (with weekday), full. `at` and `now` share a time zone.
    Raises ValueError for an unknown style.
    """
    if style == "recent":
        style = "time" if at.date() == now.date() else "short_date" if at.year == now.year else "date"
    match style:
        case "time":
            return dates.format_time(at, "short", locale=locale)
        case "short_date":
            return dates.format_skeleton("MMMd", at, locale=locale)
        case "date":
            return dates.format_date(at, "long", locale=locale)
        case "day":
            return _weekday_first(at, locale)
        case "full":
            return dates.format_datetime(at, _joined(locale), locale=locale)
    raise ValueError(f"unknown style {style!r}")


def format_day(day: date, *, locale: Locale) -> str:
    """Write a day of the calendar with its year: 5 Dec 2026."""
    return dates.format_date(day, format="medium", locale=locale)


def format_short_day(day: date, *, locale: Locale) -> str:
    """Write a day of the calendar whose year the reader knows: 5 Dec."""
    return dates.format_skeleton("MMMd", day, locale=locale)


def format_age(age: timedelta, *, locale: Locale) -> str:
    """Write how long ago something was, in its largest unit: 38 min, 3 hr, 2 days."""
    return dates.format_timedelta(age, format="short", threshold=0.99, locale=locale)


def _weekday_first(at: datetime, locale: Locale) -> str:
    comma = "," if "EEEE," in locale.date_formats["full"].pattern else ""
    weekday = dates.format_date(at, "EEEE", locale=locale)
    return f"{weekday}{comma} {dates.format_skeleton('MMMMd', at, locale=locale)}"


def _joined(locale: Locale) -> str:
    date, time = locale.date_formats["long"].pattern, locale.time_formats["short"].pattern
    return f"{date}, {time}"


def _with_true_minus(text: str) -> str:
    return text.replace("-", MINUS, 1)
