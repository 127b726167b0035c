"""A form is sent once: a second click, or a reload of the answer, doesn't repeat the act.

For acts whose services have no source of their own to tell a repetition by. The form carries a random
mark; whoever claims it first goes on. A refused act gives its mark back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.core.ids import uuid7

REMEMBERED_SECONDS = 24 * 3600
LONGEST_MARK = 64


class AlreadySent(DomainError):
    code = "already-sent"
    message = _("This form was already sent. Look whether it is done before you fill it in again.")


def new_mark() -> str:
    """Return a mark for a form that is about to be shown."""
    return str(uuid7())


@contextmanager
def once(mark: str) -> Iterator[None]:
    """Run the block unless a form with this mark was sent before. Raises AlreadySent."""
    key = f"backoffice-form:{''.join(filter(_plain, mark[:LONGEST_MARK]))}"
    if not mark or not cache.add(key, 1, REMEMBERED_SECONDS):
        raise AlreadySent
    try:
        yield
    except DomainError:
        cache.delete(key)
        raise


def _plain(character: str) -> bool:
    return character.isalnum() or character == "-"
