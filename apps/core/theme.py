"""The merchant's identity as pages need it: facts from the settings and one small stylesheet."""

import re
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})\Z", re.IGNORECASE)


def merchant() -> dict[str, Any]:
    """Return the merchant's name, logo, colour and words."""
    facts: dict[str, Any] = settings.BOTTEGA_MERCHANT
    return facts


def stylesheet() -> str:
    """Return the rule that gives every page the merchant's colour.

    Raises ImproperlyConfigured where the colour isn't a hex value, since it would break every page.
    """
    accent = merchant()["accent"]
    if not _HEX_COLOUR.match(accent):
        raise ImproperlyConfigured(
            f'BOTTEGA_MERCHANT["accent"] is {accent!r}; write it as a hex colour, for example "#1f5c47".'
        )
    return f":root {{ --brand: {accent}; }}\n"


@cache
def _digest(css: str) -> str:
    return sha256(css.encode()).hexdigest()[:12]


def stylesheet_version() -> str:
    """Return a short digest of the stylesheet, so that its address changes when it does."""
    return _digest(stylesheet())
