"""The edge to the outside world: nobody waits for a network while holding a transaction open."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")


class RemoteCallInTransaction(RuntimeError):
    """A remote service was called with a transaction open: a programming error."""


def outside_transactions(function: Callable[P, T]) -> Callable[P, T]:
    """Refuse to run the function, which calls a remote service, while a transaction is open.

    Django's durable block is what can tell: it may not be nested, and knows the transaction that a test
    case wraps around itself from those that the code under test has opened.
    """

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            with transaction.atomic(durable=True):
                pass
        except RuntimeError:
            raise RemoteCallInTransaction(f"{function.__qualname__} called inside a transaction") from None
        return function(*args, **kwargs)

    return guarded
