"""Facts that many pages need and that seldom change, kept for some seconds in this process.

A merchant's change therefore shows after at most `BOTTEGA_STOREFRONT_MEMO_SECONDS`. Nothing that decides
a price, a promise or a right may be kept here.
"""

import functools
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

P = ParamSpec("P")
T = TypeVar("T")

#: A product's page takes up some 20 KiB; the oldest answers make room.
MOST_KEPT = 1024

_kept: dict[tuple[Any, ...], tuple[float, Any]] = {}
_lock = Lock()


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what `read` returns for each set of arguments, which must be hashable."""

    @functools.wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (read, *args, *sorted(kwargs.items()))
        until, value = _kept.get(key, (0.0, None))
        if monotonic() < until:
            return value  # type: ignore[no-any-return]
        value = read(*args, **kwargs)
        _keep(key, value)
        return value

    return reading


def _keep(key: tuple[Any, ...], value: Any) -> None:
    until = monotonic() + settings.BOTTEGA_STOREFRONT_MEMO_SECONDS
    with _lock:
        _kept.pop(key, None)
        _kept[key] = (until, value)
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]


def forget() -> None:
    """Drop everything that is kept."""
    _kept.clear()
