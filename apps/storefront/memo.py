"""Facts that nearly every page needs and that seldom change, kept for some seconds in this process.

A merchant's change therefore shows after at most `BOTTEGA_STOREFRONT_MEMO_SECONDS`. Nothing that decides
a price, a promise or a right may be kept here.
"""

import functools
from collections.abc import Callable
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

P = ParamSpec("P")
T = TypeVar("T")

_kept: dict[tuple[Any, ...], tuple[float, Any]] = {}


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what `read` returns for each set of arguments, which must be few and hashable."""

    @functools.wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (read, *args, *sorted(kwargs.items()))
        until, value = _kept.get(key, (0.0, None))
        if monotonic() < until:
            return value  # type: ignore[no-any-return]
        value = read(*args, **kwargs)
        _kept[key] = (monotonic() + settings.BOTTEGA_STOREFRONT_MEMO_SECONDS, value)
        return value

    return reading


def forget() -> None:
    """Drop everything that is kept."""
    _kept.clear()
