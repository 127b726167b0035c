"""The merchant's identity as pages need it: facts from the settings and one small stylesheet."""

import re
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})\Z", re.IGNORECASE)


def merchant() -> dict[str, Any]:
    """Return the merchant's name, logo, colour and words; `ink_accent` is the colour as white is readable on it."""
    facts: dict[str, Any] = settings.BOTTEGA_MERCHANT
    return {**facts, "ink_accent": darkened(accent())}


def accent() -> str:
    """Return the merchant's colour.

    Raises ImproperlyConfigured where it isn't a hex value, since it would break every page.
    """
    colour: str = settings.BOTTEGA_MERCHANT["accent"]
    if not _HEX_COLOUR.match(colour):
        raise ImproperlyConfigured(
            f'BOTTEGA_MERCHANT["accent"] is {colour!r}; write it as a hex colour, for example "#1f5c47".'
        )
    return colour


def stylesheet() -> str:
    """Return the rule that gives every page the merchant's colour."""
    return f":root {{ --brand: {accent()}; }}\n"


@cache
def darkened(colour: str) -> str:
    """Return a hex colour, darkened until white on it has a contrast of 4.5:1 (WCAG 2.2, 1.4.3).

    For letters: mail programs know neither custom properties nor relative colours.
    """
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) for at in (0, 2, 4)]
    while 1.05 / (_luminance(channels) + 0.05) < 4.5:
        channels = [int(channel * 0.95) for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _luminance(channels: list[int]) -> float:
    shares = [channel / 255 for channel in channels]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _digest(css: str) -> str:
    return sha256(css.encode()).hexdigest()[:12]


def stylesheet_version() -> str:
    """Return a short digest of the stylesheet, so that its address changes when it does."""
    return _digest(stylesheet())
