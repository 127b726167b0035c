"""What the template tags decide: tones, words, links and the parts of a field."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.core import Locale
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField, widgets
from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.core import formatting

NOTICE_ICONS = {"ok": "check", "warn": "alert", "bad": "alert", "info": "info"}

_TONES = {
    "ok": "active available booked captured collected completed confirmed counted credited delivered done"
    " enrolled handed_over in_stock live matched online open paid received refunded resolved sent settled shipped"
    " succeeded synced",
    "warn": "awaiting_payment awaiting_pickup due held low low_stock needs_action needs_review"
    " partly_refunded pending placed reserved to_hand_over to_pick to_ship uncounted waiting",
    "bad": "attention blocked conflict declined discrepancy exception expired failed late lost needs_attention"
    " not_found offline out_of_stock overdue oversold refused rejected revoked short sold_out unknown",
    "info": "allocated authorised authorized coming in_progress in_transit packed partly_handed_over"
    " partly_paid partly_received partly_shipped picked picking processing ready ready_for_pickup running sending",
}
_TONE_OF = {state: tone for tone, states in _TONES.items() for state in states.split()}

_STOCK_KINDS = {
    "available": "available", "in_stock": "available", "yes": "available",
    "low": "low", "low_stock": "low", "few": "low",
}  # fmt: skip


def locale_of(language: str | None) -> Locale:
    """Return the locale that numbers and dates of a language are written in."""
    return formatting.parse_locale(settings.BOTTEGA_FORMAT_LOCALES.get(language or "en", language))


def reader_locale() -> Locale:
    """Return the locale of the language that is active now."""
    return locale_of(get_language())


def amount_words(value: Decimal | float, currency: str, *, whole: bool = False) -> str:
    """Write a figure of a chart: money where a currency is given, else a plain number."""
    locale = reader_locale()
    if not currency:
        return formatting.format_number(value, locale=locale)
    write = formatting.format_round_money if whole else formatting.format_money
    return write(Decimal(str(value)), currency, locale=locale)


def unit_price_words(price: Decimal, currency: str) -> str:
    """Write the price of one unit, to as many decimals as it has."""
    return formatting.format_unit_price(price, currency, locale=reader_locale())


def tone_of(state: str) -> str:
    """Return ok, warn, bad, info, or nothing for a state that says neither."""
    return _TONE_OF.get(state.lower().replace("-", "_").replace(" ", "_"), "")


def words_of(state: str) -> str:
    """Return a state's code as words, for one that came without a label."""
    return state.replace("_", " ").capitalize()


def stock_kind(state: str) -> str:
    """Return available, low or none."""
    return _STOCK_KINDS.get(state, "none")


def stock_words(kind: str, place: str, quantity: int | None) -> str:
    """Say whether it can be had, where, and how few are left."""
    if kind == "available":
        return _("In stock in %(place)s") % {"place": place} if place else _("In stock")
    if kind == "none":
        return _("Not in %(place)s") % {"place": place} if place else _("Sold out")
    if not quantity:
        return _("Only a few in %(place)s") % {"place": place} if place else _("Only a few left")
    words = {"count": quantity, "place": place}
    if place:
        return ngettext("Last one in %(place)s", "Last %(count)d in %(place)s", quantity) % words
    return ngettext("Last one", "Last %(count)d", quantity) % words


def reduction(now: Decimal | None, lowest: Decimal | None) -> Decimal | None:
    """Return by which part of the lowest price a price lies under it, from a whole percent on."""
    if now is None or not lowest:
        return None
    ratio = (lowest - now) / lowest
    return ratio if ratio >= Decimal("0.005") else None


def star_width(score: float) -> float:
    """Return how far the five stars, 10 wide and 1 apart, are filled."""
    whole = int(score)
    return round(whole * 11 + (score - whole) * 10, 1)


def page_links(page: Page[Any], query: QueryDict, *, name: str) -> dict[str, Any]:
    """Return the numbers of a list's pages, None for a gap, with their addresses, and the neighbours'."""

    def address(number: int) -> str:
        return with_query(query, {name: str(number) if number > 1 else None})

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "pages": [
            {"number": n, "url": address(n), "current": n == page.number} if isinstance(n, int) else None
            for n in numbers
        ],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


def sort_link(key: str, query: QueryDict, *, name: str) -> dict[str, str]:
    """Return the address that sorts by a column, the other way round where it already does."""
    current = query.get(name, "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    wanted = f"-{key}" if direction == "ascending" else key
    return {"url": with_query(query, {name: wanted, "page": None}), "direction": direction}


def with_query(query: QueryDict, changes: Mapping[str, str | None]) -> str:
    """Return a query string with some parts set, or left out where None."""
    changed = query.copy()
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    return f"?{changed.urlencode()}"


def field_parts(
    bound: BoundField, *, label: str, hint: str, switch: bool, optional: bool, attrs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a field's kind, words and control, tied together by id for people who don't see it."""
    kind = _kind_of(bound.field.widget)
    hint = hint or str(bound.help_text)
    base = bound.id_for_label or bound.auto_id or bound.html_name
    ids = {"hint": f"{base}-hint" if hint else "", "error": f"{base}-error" if bound.errors else ""}
    control_attrs: dict[str, Any] = {name.replace("_", "-"): value for name, value in attrs.items()}
    described = " ".join(filter(None, ids.values()))
    if described:
        control_attrs["aria-describedby"] = described
    if bound.errors:
        control_attrs["aria-invalid"] = "true"
    css = "switch" if switch else {"check": "", "options": ""}.get(kind, kind)
    own = bound.field.widget.attrs.get("class", "")
    if css or own:
        control_attrs["class"] = f"{css} {own}".strip()
    if switch:
        control_attrs["role"] = "switch"
    return {
        "bound": bound,
        "kind": kind,
        "label": label or str(bound.label),
        "hint": hint,
        "ids": ids,
        "described": described,
        "optional": optional and not bound.field.required and kind != "check",
        "control": "" if kind == "options" else bound.as_widget(attrs=control_attrs),
    }


def _kind_of(widget: widgets.Widget) -> str:
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "options"
    if isinstance(widget, widgets.Select):
        return "select"
    return "textarea" if isinstance(widget, widgets.Textarea) else "input"
