"""Money, numbers and moments as the reader writes them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html

from apps.core import clock, formatting, theme, ui

register = template.Library()


def write_money(amount: Any, currency: str = "") -> str:
    """Write an amount (a number of a currency, or a Money); nothing for None."""
    if amount is None or amount == "":
        return ""
    currency = currency or getattr(amount, "currency", "") or theme.merchant()["currency"]
    value = getattr(amount, "amount", amount)
    return formatting.format_money(Decimal(value), currency, locale=ui.reader_locale())


register.simple_tag(write_money, name="money")
register.filter("money", write_money)


@register.simple_tag
def unit_price(price: Any, currency: str) -> str:
    """Write the price of one unit, to as many decimals as it has; nothing for None."""
    return "" if price is None or price == "" else ui.unit_price_words(Decimal(price), currency)


@register.filter
def round_money(amount: Any, currency: str = "") -> str:
    """Write an amount to the nearest whole unit."""
    currency = currency or getattr(amount, "currency", "") or theme.merchant()["currency"]
    value = Decimal(getattr(amount, "amount", amount))
    return formatting.format_round_money(value, currency, locale=ui.reader_locale())


@register.filter
def number(value: Any) -> str:
    """Write a plain number as the reader does."""
    return "" if value is None else formatting.format_number(value, locale=ui.reader_locale())


@register.filter
def exact(value: Decimal) -> str:
    """Write a number to as many decimals as it has, such as an exchange rate."""
    return str(number_format(value.normalize(), force_grouping=True))


@register.filter
def signed(value: Any) -> str:
    """Write a number with a plus before a gain, as movements do."""
    return f"+{number(value)}" if value and value > 0 else number(value)


@register.filter
def percent(ratio: Any) -> str:
    """Write a ratio (0.2 is 20%) in whole percent."""
    return "" if ratio is None else formatting.format_percent(ratio, locale=ui.reader_locale())


@register.filter
def change(ratio: Any) -> str:
    """Write a ratio as a gain or a loss: +21%, −8%."""
    return "" if ratio is None else formatting.format_percent(ratio, locale=ui.reader_locale(), signed=True)


@register.simple_tag
def local_datetime(at: datetime | None, style: str = "recent", css: str = "") -> str:
    """Write a moment in the reader's time zone and words; styles: recent, time, date, day, full."""
    if at is None:
        return ""
    text = formatting.format_moment(
        timezone.localtime(at), style=style, now=timezone.localtime(clock.now()), locale=ui.reader_locale()
    )
    return format_html('<time datetime="{}" class="{}">{}</time>', at.isoformat(), css or "nowrap", text)


@register.filter
def day(value: date | None) -> str:
    """Write a day of the calendar in the reader's words."""
    return formatting.format_day(value, locale=ui.reader_locale()) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """Write a day whose year the reader knows."""
    return formatting.format_short_day(value, locale=ui.reader_locale()) if value else ""


@register.simple_tag
def age(since: datetime | None) -> str:
    """Write how long ago a moment was, in its largest unit."""
    if since is None:
        return ""
    text = formatting.format_age(clock.now() - since, locale=ui.reader_locale())
    return format_html('<time datetime="{}" class="nowrap">{}</time>', since.isoformat(), text)
