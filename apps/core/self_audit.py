"""The audit that the platform runs on itself: kept with its results, and an incident for each counter that differs.

It repairs nothing. `manage.py audit` compares the same, and prints it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from . import clock
from .audit import Actor
from .incidents import Finding, open_incidents, resolve_all
from .models import AuditRun, Incident
from .outbox import publish
from .reconciliation import Drift, drifts_in
from .transactions import durable

KIND = "drift"
MOST_ROWS = 50
"""So many of the differing rows of a counter are kept; all are counted."""
KEPT_RUNS = 200


@dataclass(slots=True)
class _Found:
    """What one counter differs in: how often, and some of the rows."""

    check: str
    total: int = 0
    rows: list[list[Any]] = field(default_factory=list)

    def add(self, drift: Drift) -> None:
        self.total += 1
        if self.total <= MOST_ROWS:
            self.rows.append([drift.subject, drift.recorded, drift.expected])

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "check": self.check,
            "rows": [list(map(_plain, row)) for row in self.rows],
        }


def request_audit(*, actor: Actor) -> AuditRun:
    """Have a worker audit everything soon; an audit that waits or runs already is the answer to this one too."""
    with durable():
        waiting = AuditRun.objects.filter(finished_at=None, is_full=True).order_by("pk").last()
        if waiting:
            return waiting
        run = AuditRun.objects.create(is_full=True, requested_by=str(actor)[:150], requested_at=clock.now())
        publish(name="audit.requested", subject=f"audit:{run.pk}", payload={"run_id": run.pk})
    return run


def audit(*, run_id: int | None = None, is_full: bool = True) -> AuditRun:
    """Compare every counter (or the cheap ones) with its ledger; bring the incidents up to date; return the run.

    A run that is already finished is left as it is.
    """
    asked_for = AuditRun.objects.filter(pk=run_id).first() if run_id else None
    run = asked_for or AuditRun(is_full=is_full, requested_at=clock.now())
    if run.finished_at:
        return run
    run.results = []
    checks = settings.RECONCILIATIONS if run.is_full else settings.HOURLY_RECONCILIATIONS
    for check in checks:
        _carry_out(run, check)
    run.finished_at = clock.now()
    run.save()
    _forget_old_runs()
    return run


def _carry_out(run: AuditRun, check: str) -> None:
    began = perf_counter()
    found = _collect(check, drifts_in(check))
    seconds = round(perf_counter() - began, 3)
    counters = {name: each.as_json() for name, each in found.items()}
    total = sum(each.total for each in found.values())
    run.results.append({"check": check, "seconds": seconds, "found": total, "counters": counters})
    run.found += total
    run.save()
    with durable():
        open_incidents(kind=KIND, findings=[Finding(name, data=data) for name, data in counters.items()])
        resolve_all(
            kind=KIND,
            subjects=_open_of(check).exclude(subject__in=counters).values_list("subject", flat=True),
            by="system",
            resolution="The counter agrees with its ledger again.",
        )


def _collect(check: str, drifts: Iterable[Drift]) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for drift in drifts:
        found.setdefault(drift.name, _Found(check)).add(drift)
    return found


def _open_of(check: str) -> QuerySet[Incident]:
    return Incident.objects.filter(kind=KIND, resolved_at__isnull=True, data__check=check)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _forget_old_runs() -> None:
    oldest_kept = AuditRun.objects.order_by("-pk").values_list("pk", flat=True)[KEPT_RUNS - 1 : KEPT_RUNS]
    AuditRun.objects.filter(pk__lt=next(iter(oldest_kept), 0)).delete()
