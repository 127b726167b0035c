"""How often one may guess: counted in the cache that all processes share."""

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError

WINDOW_SECONDS = 15 * 60


class TooManyTries(DomainError):
    code = "too-many-tries"
    message = _("Too many tries. Wait a quarter of an hour, then try again.")


def count_try(request: HttpRequest, *, scope: str, most: int, about: str = "") -> None:
    """Count one try by this visitor and, where given, one about the subject, whoever tries.

    Raises TooManyTries once either has been tried more than `most` times within a quarter of an hour.
    """
    keys = [f"tries:{scope}:ip:{get_client_ip_address(request)}"]
    if about:
        keys.append(f"tries:{scope}:about:{about.casefold()[:80]}")
    if max(_counted(key) for key in keys) > most:
        raise TooManyTries


def _counted(key: str) -> int:
    safe = "".join(character if character.isalnum() or character in ":.@-" else "_" for character in key)
    if cache.add(safe, 1, WINDOW_SECONDS):
        return 1
    try:
        return int(cache.incr(safe))
    except ValueError:  # it has expired in between
        cache.set(safe, 1, WINDOW_SECONDS)
        return 1
