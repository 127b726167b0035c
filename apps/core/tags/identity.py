"""The merchant, icons, codes."""

from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import qr, theme

register = template.Library()


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
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, sprite(), name
    )


def _spoken_icon(name: str, label: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
        f"icon {css}".strip(),
        label,
        sprite(),
        name,
    )


@cache  # the files of a running process don't change
def sprite() -> str:
    """Return the address of the icons."""
    return static("img/icons.svg")


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """Draw a QR code of a text; the label says what scanning it does."""
    code = qr.qr_code(text)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path d="{}"/></svg>',
        code.size,
        code.size,
        label,
        code.path,
    )
