"""Counters against their ledgers: every cache that the audit can recompute, and where it differs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from .incidents import Finding, open_incidents
from .transactions import durable

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
    for path in settings.RECONCILIATIONS:
        reconcile: Callable[[], Iterator[Drift]] = import_string(path)
        yield from reconcile()


def report_drifts() -> int:
    """Open a `drift` incident for each counter that differs; return how many there are."""
    findings = [
        Finding(
            f"{drift.name}:{drift.subject}"[:96],
            data={"recorded": drift.recorded, "expected": drift.expected},
        )
        for drift in find_drifts()
    ]
    with durable():
        open_incidents(kind="drift", findings=findings)
    return len(findings)


def drifts_of(*, name: str, sql: str, params: Sequence[Any] = ()) -> Iterator[Drift]:
    """Yield a drift for each row (subject, recorded, expected) of the query, in constant memory.

    One query sees one moment, so sales that go on meanwhile don't look like drift: a comparison of a
    counter with its ledger belongs in one.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        for subject, recorded, expected in cursor:
            yield Drift(name, subject, recorded, expected)
