"""The design system in templates: icons, money, moments, and the components of templates/components/."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core import clock, formatting, theme, ui

register = template.Library()


# Identity ------------------------------------------------------------------------------------------


@register.simple_tag
def merchant() -> dict[str, Any]:
    """Return the merchant's facts: `{% merchant as merchant %}` then `{{ merchant.name }}`."""
    return theme.merchant()


@register.simple_tag
def theme_url() -> str:
    """Return the address of the merchant's stylesheet, with its version."""
    return f"{reverse('core:theme')}?v={theme.stylesheet_version()}"


@register.simple_tag
def logo() -> SafeString:
    """Draw the merchant's mark in the colour of the text around it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#logo"/></svg>', static(theme.merchant()["logo"])
    )


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw an icon of static/img/icons.svg; with a label it speaks, without it is decoration."""
    if label:
        return _spoken_icon(name, label, css)
    return _icon(name, css)


@cache
def _icon(name: str, css: str) -> SafeString:
    classes = f"icon {css}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, _sprite(), name
    )


def _spoken_icon(name: str, label: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
        f"icon {css}".strip(),
        label,
        _sprite(),
        name,
    )


@cache  # the files of a running process don't change
def _sprite() -> str:
    return static("img/icons.svg")


# Numbers and moments ---------------------------------------------------------------------------------


def _money(amount: Any, currency: str = "") -> str:
    if amount is None or amount == "":
        return ""
    currency = currency or getattr(amount, "currency", "") or theme.merchant()["currency"]
    value = getattr(amount, "amount", amount)
    return formatting.format_money(Decimal(value), currency, locale=ui.reader_locale())


register.simple_tag(_money, name="money")
register.filter("money", _money)


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


@register.simple_tag
def age(since: datetime | None) -> str:
    """Write how long ago a moment was, in its largest unit."""
    if since is None:
        return ""
    text = formatting.format_age(clock.now() - since, locale=ui.reader_locale())
    return format_html('<time datetime="{}" class="nowrap">{}</time>', since.isoformat(), text)


# Facts as a shopper or an assistant reads them --------------------------------------------------------


@register.simple_tag
def price_block(
    now: Any, was: Any = None, lowest: Any = None, currency: str = "", size: str = "", short: bool = False
) -> SafeString:
    """Show a price; with `was`, as a reduction with the lowest price of the last 30 days."""
    css = f"price price--{size}" if size else "price"
    price = format_html('<span class="price__now">{}</span>', _money(now, currency))
    if was is None or was == now:
        return format_html('<p class="{}">{}</p>', css, price)
    before = format_html(
        '<s class="price__was"><span class="visually-hidden">{} </span>{}</s>',
        _("before"),
        _money(was, currency),
    )
    note = _lowest_price(_money(lowest, currency), short=short) if lowest is not None else ""
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
        "sprite": _sprite(),
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


@register.simple_tag
def initials(name: str) -> str:
    """Return up to two initials of a person's name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


# Parts of a page ----------------------------------------------------------------------------------------


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Any], css: str = "") -> dict[str, Any]:
    """Show what happened. Each event has `at` and `title`, and may have `detail`, `actor`, `tone`, `url`."""
    return {"events": events, "css": css}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: Mapping[str, Any], page: Page[Any], target: str = "", name: str = "page"
) -> dict[str, Any]:
    """Link the pages of a list, keeping the rest of the address; with `target`, htmx swaps that element."""
    links = ui.page_links(page, context["request"].GET, name=name)
    return {"page": page, "links": links, "target": target}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: Mapping[str, Any], key: str, title: str, num: bool = False, target: str = "", name: str = "sort"
) -> dict[str, Any]:
    """Show a column heading that sorts; the address keeps everything but the page."""
    link = ui.sort_link(key, context["request"].GET, name=name)
    return {"title": title, "num": num, "target": target, **link}


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: str, text: str = "", art: str = "", action: str = "", url: str = "", symbol: str = ""
) -> dict[str, Any]:
    """Say what isn't there yet, why, and the first step."""
    return {"title": title, "text": text, "art": art, "action": action, "url": url, "symbol": symbol}


@register.inclusion_tag("components/progress.html")
def progress(value: int | None, maximum: int = 100, label: str = "", css: str = "") -> dict[str, Any]:
    """Show how far long work has come; None means that it has not begun to count."""
    return {"value": value, "maximum": maximum, "label": label or _("Progress"), "css": css}


@register.inclusion_tag("components/notice.html")
def notice(tone: str, text: str, symbol: str = "") -> dict[str, Any]:
    """Say something in place; tones: ok, warn, bad, info."""
    return {"tone": tone, "text": text, "symbol": symbol or ui.NOTICE_ICONS.get(tone, "info")}


# Forms -----------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    switch: bool = False,
    optional: bool = True,
    **attrs: Any,
) -> dict[str, Any]:
    """Show a form field as label, hint, control, error. Further attributes go to the control, _ for -."""
    return ui.field_parts(bound, label=label, hint=hint, switch=switch, optional=optional, attrs=attrs)


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Show what is wrong with the form as a whole."""
    return {"errors": form.non_field_errors()}
