"""Counters against their ledgers: every cache that the audit can recompute, and where it differs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

Figure = int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Drift:
    """A counter that doesn't say what its ledger says, for example `stock.on-hand` of `stock:17:3`."""

    name: str
    subject: str
    recorded: Figure
    expected: Figure

    def __str__(self) -> str:
        return f"{self.name} of {self.subject}: recorded {self.recorded}, expected {self.expected}"


def find_drifts() -> Iterator[Drift]:
    """Recompute everything that an app offers for it (`settings.RECONCILIATIONS`); yield what differs."""
    for check in settings.RECONCILIATIONS:
        yield from drifts_in(check)


def drifts_in(check: str) -> Iterator[Drift]:
    """Recompute what one check compares, a function by its dotted path; yield what differs."""
    reconcile: Callable[[], Iterator[Drift]] = import_string(check)
    yield from reconcile()


def drifts_of(*, name: str, sql: str, params: Sequence[Any] = ()) -> Iterator[Drift]:
    """Yield a drift for each row (subject, recorded, expected) of the query, in constant memory.

    One query sees one moment, so sales that go on meanwhile don't look like drift: a comparison of a
    counter with its ledger belongs in one.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        for subject, recorded, expected in cursor:
            yield Drift(name, subject, recorded, expected)
