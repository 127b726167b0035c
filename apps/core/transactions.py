"""The three meanings of "atomic", each with its own name.

`durable` opens the outermost transaction: when it returns, the work is committed.
`savepoint` marks a part of an open transaction that may fail by itself.
`transaction_required` refuses to run outside one: ledgers change only together with their cause.
"""

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")


class TransactionRequired(RuntimeError):
    """A ledger function was called outside a transaction: a programming error."""


def durable() -> AbstractContextManager[Any]:
    """Open a transaction that is committed when the block ends; refuses to be nested."""
    return transaction.atomic(durable=True)


def savepoint() -> AbstractContextManager[Any]:
    """Mark a part of the current transaction that can be rolled back by itself."""
    _require_transaction("savepoint")
    return transaction.atomic()


def transaction_required(function: Callable[P, T]) -> Callable[P, T]:
    """Refuse to run the function outside a transaction."""

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        _require_transaction(function.__qualname__)
        return function(*args, **kwargs)

    return guarded


def after_commit(act: Callable[[], Any]) -> None:
    """Run `act` once the current transaction has committed, and not at all if it rolls back."""
    transaction.on_commit(act)


def _require_transaction(name: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise TransactionRequired(f"{name} must be called inside a transaction")
