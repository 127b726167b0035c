"""Parts of a page: timelines, pages of a list, notices, fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

from apps.core import ui

register = template.Library()


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
    context: Mapping[str, Any],
    key: str,
    title: str,
    *,
    num: bool = False,
    target: str = "",
    name: str = "sort",
) -> dict[str, Any]:
    """Show a column heading that sorts; the address keeps everything but the page."""
    link = ui.sort_link(key, context["request"].GET, name=name)
    return {"title": title, "num": num, "target": target, **link}


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: str, text: str = "", *, art: str = "", action: str = "", url: str = "", symbol: str = ""
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
