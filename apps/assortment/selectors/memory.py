"""A process's short memory for figures that many visitors ask for and that may be some seconds old."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any, TypeVar, cast

from django.conf import settings

MOST_REMEMBERED = 512

T = TypeVar("T")
_remembered: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made for the key of late, else make it. `ASSORTMENT_MEMORY_SECONDS` says how late."""
    now = monotonic()
    with _lock:
        until, value = _remembered.get(key, (0.0, None))
    if until > now:
        return cast(T, value)
    made = make()
    if settings.ASSORTMENT_MEMORY_SECONDS:
        with _lock:
            _remembered[key] = (now + settings.ASSORTMENT_MEMORY_SECONDS, made)
            _remembered.move_to_end(key)
            while len(_remembered) > MOST_REMEMBERED:
                _remembered.popitem(last=False)
    return made
