"""Prices, stock, ratings and states as a shopper or an assistant reads them."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from apps.core import formatting, ui
from apps.core.tags.figures import percent, write_money
from apps.core.tags.identity import sprite

register = template.Library()


@register.simple_tag
def price_block(
    now: Any, *, was: Any = None, lowest: Any = None, currency: str = "", size: str = "", short: bool = False
) -> SafeString:
    """Show a price; with `was`, as a reduction with the lowest price of the last 30 days."""
    css = f"price price--{size}" if size else "price"
    price = format_html('<span class="price__now">{}</span>', write_money(now, currency))
    if was is None or was == now:
        return format_html('<p class="{}">{}</p>', css, price)
    before = format_html(
        '<s class="price__was"><span class="visually-hidden">{} </span>{}</s>',
        _("before"),
        write_money(was, currency),
    )
    note = _lowest_price(write_money(lowest, currency), short=short) if lowest is not None else ""
    return format_html('<p class="{} price--reduced">{} {}{}</p>', css, price, before, note)


def _lowest_price(amount: str, *, short: bool) -> SafeString:
    words = _("30-day lowest: %(lowest)s") if short else _("Lowest price of the last 30 days: %(lowest)s")
    return format_html('<span class="price__lowest">{}</span>', words % {"lowest": amount})


@register.simple_tag
def reduction(now: Any, lowest: Any) -> str:
    """Show by how many percent a price lies under the lowest of the last 30 days, or nothing."""
    ratio = ui.reduction(getattr(now, "amount", now), getattr(lowest, "amount", lowest))
    return format_html('<span class="badge badge--bad">{}</span>', percent(-ratio)) if ratio else ""


@register.inclusion_tag("components/stars.html")
def stars(value: Any, count: int | None = None, words: str = "") -> dict[str, Any]:
    """Show a rating of 0 to 5 as stars, with the number of reviews where given."""
    score = min(max(float(value or 0), 0.0), 5.0)
    shown = formatting.format_number(round(score, 1), locale=ui.reader_locale())
    return {
        "score": shown,
        "width": ui.star_width(score),
        "count": count,
        "words": words,
        "sprite": sprite(),
    }


@register.simple_tag
def badge(text: str, tone: str = "", dot: bool = False) -> SafeString:
    """Show a fact; tones: ok, warn, bad, info, accent, sun."""
    css = "badge" + (f" badge--{tone}" if tone else "") + (" badge--dot" if dot else "")
    return format_html('<span class="{}">{}</span>', css, text)


@register.simple_tag
def badge_state(state: str, label: str = "") -> SafeString:
    """Show a state of an order, payment, pick list, till ... in the tone its code stands for."""
    tone = ui.tone_of(state)
    return badge(label or ui.words_of(state), tone=tone, dot=bool(tone))


@register.simple_tag
def stock_state(state: str, place: str = "", quantity: int | None = None, text: str = "") -> SafeString:
    """Show availability as a shape, a colour and words; states: available, low, none."""
    kind = ui.stock_kind(state)
    css = "stock" if kind == "available" else f"stock stock--{kind}"
    return format_html('<span class="{}">{}</span>', css, text or ui.stock_words(kind, place, quantity))


@register.filter
def language_words(code: str) -> str:
    """Return what a language is called in the reader's own; one that we don't know by its code."""
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code


@register.simple_tag
def initials(name: str) -> str:
    """Return up to two initials of a person's name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()
