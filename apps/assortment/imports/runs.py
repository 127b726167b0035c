"""Imports that people start from a screen: kept as a run, carried out by a worker, with progress to look at."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
from django.core.files.uploadedfile import UploadedFile
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.catalog.imports.files import MEGABYTE, MOST_BYTES
from apps.catalog.imports.formats import READERS
from apps.catalog.imports.refusals import EmptyFile, FileTooLarge, UnknownFormat
from apps.catalog.models import ImportRun
from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.outbox import publish
from apps.core.transactions import durable

from .options import ImportOptions, target_of
from .report import ImportReport
from .run import Progress, import_file

log = structlog.get_logger(__name__)

#: The first half of the locks that keep two workers off one run; the second is its key.
RUN_LOCKS = 7_206
SECONDS_BETWEEN_REPORTS = 0.5
INTERRUPTED = {"refusal": {"code": "interrupted", "message": "The worker was stopped."}}
SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".gz"})
State = ImportRun.State


class NothingToApply(DomainError):
    code = "nothing-to-apply"
    message = _("Only a file that was checked, with something good in it, can be applied.")


def request_import(*, file: UploadedFile[Any], options: ImportOptions, actor: User | None) -> ImportRun:
    """Keep an uploaded file and have it checked in the background; nothing else changes yet.

    Raises UnknownFormat, EmptyFile, FileTooLarge, or what `target_of` refuses.
    """
    if options.format not in READERS:
        raise UnknownFormat(asked=options.format, formats=", ".join(READERS))
    if not file.size:
        raise EmptyFile
    if file.size > MOST_BYTES:
        raise FileTooLarge(megabytes=MOST_BYTES // MEGABYTE)
    target_of(options)
    with durable():
        name = Path(file.name or "products").name[:255]
        run = ImportRun(file_name=name, format=options.format, options=options.as_json(), created_by=actor)
        run.file.save(f"{uuid7().hex}{_suffix(name)}", file, save=False)
        run.save()
        _ask(run)
    return run


def apply_import(*, run_id: int, actor: User | None, skip_errors: bool = False) -> ImportRun:
    """Have a checked file carried out in the background. Raises NothingToApply if it isn't ready for it."""
    with durable():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state != State.PREVIEWED or (run.result.get("error_count") and not skip_errors):
            raise NothingToApply
        run.preview, run.state, run.rows_done = False, State.WAITING, 0
        run.options = {**run.options, "skip_errors": skip_errors}
        run.save(update_fields=["preview", "state", "rows_done", "options"])
        record_act(actor=actor, action="catalogue.import", subject=f"import:{run.pk}")
        _ask(run)
    return run


def retry_import(*, run_id: int, actor: User | None) -> ImportRun:
    """Have a failed or interrupted run carried out once more: it has changed nothing. Raises NothingToApply."""
    with durable():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state != State.FAILED:
            raise NothingToApply
        run.state, run.rows_done, run.result, run.finished_at = State.WAITING, 0, {}, None
        run.save(update_fields=["state", "rows_done", "result", "finished_at"])
        record_act(actor=actor, action="catalogue.import-retried", subject=f"import:{run.pk}")
        _ask(run)
    return run


def close_interrupted() -> int:
    """Close runs that no worker is at any more, with the reason; return how many those were.

    A worker that is killed loses its lock with its connection, so the lock tells, not the time.
    """
    closed = 0
    for run in ImportRun.objects.filter(state=State.RUNNING):
        with _only_worker(run.pk) as is_ours:
            if is_ours and ImportRun.objects.filter(pk=run.pk, state=State.RUNNING).exists():
                log.warning("catalogue_import_interrupted", run=run.pk)
                _close(run, State.FAILED, INTERRUPTED)
                closed += 1
    return closed


def carry_out(*, run_id: int) -> None:
    """Check or apply a run's file. A second call for the same run, at once or later, does nothing."""
    claimed = ImportRun.objects.filter(pk=run_id, state__in=(State.WAITING, State.RUNNING))
    with _only_worker(run_id) as is_ours:
        run = claimed.first() if is_ours else None
        if run is None:
            return
        claimed.update(state=State.RUNNING, rows_done=0)
        try:
            report = _carry(run)
        except DomainError as refusal:
            _close(run, State.REFUSED, {"refusal": {"code": refusal.code, "message": str(refusal)}})
        except Exception:
            log.exception("catalogue_import_failed", run=run.pk)
            _close(run, State.FAILED, {})
            raise
        else:
            _close(run, _end_of(run, report), report.as_json())


def _carry(run: ImportRun) -> ImportReport:
    with _local_copy(run) as path, _reporting(run.pk) as progress:
        options = ImportOptions.read({**run.options, "format": run.format})
        return import_file(
            path=path, name=run.file_name, options=options, is_preview=run.preview, progress=progress
        )


def _end_of(run: ImportRun, report: ImportReport) -> State:
    if run.preview:
        return State.PREVIEWED
    return State.DONE if report.is_applied else State.REFUSED


def _close(run: ImportRun, state: State, result: dict[str, Any]) -> None:
    ImportRun.objects.filter(pk=run.pk).update(
        state=state, result=result, finished_at=clock.now(), rows_done=result.get("rows", 0)
    )


def _suffix(name: str) -> str:
    """Return the ending to keep a file under: one that no browser would run."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in SUFFIXES else ".data"


def _ask(run: ImportRun) -> None:
    publish(name="import.requested", subject=f"import:{run.pk}", payload={"run_id": run.pk})


@contextmanager
def _local_copy(run: ImportRun) -> Iterator[Path]:
    """Give the run's file a path, wherever uploads are stored."""
    with (
        tempfile.NamedTemporaryFile(suffix=Path(run.file.name or "").suffix) as copy,
        run.file.open("rb") as stored,
    ):
        for chunk in stored.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


@contextmanager
def _only_worker(run_id: int) -> Iterator[bool]:
    """Tell whether nobody else is at this run; the lock goes with the connection, so a killed worker's too."""
    with _side_connection() as side, side.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [RUN_LOCKS, run_id % 2**31])
        yield bool(cursor.fetchone()[0])


@contextmanager
def _reporting(run_id: int) -> Iterator[Progress]:
    """Give a way to report progress that others see at once, beside the import's one long transaction."""
    with _side_connection() as side:
        reported = 0.0

        def report(done: int, total: int | None) -> None:
            nonlocal reported
            if monotonic() - reported < SECONDS_BETWEEN_REPORTS and done != total:
                return
            reported = monotonic()
            with side.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {ImportRun._meta.db_table} SET rows_done = %s, rows_total = %s WHERE id = %s",
                    [done, total, run_id],
                )

        yield report


@contextmanager
def _side_connection() -> Iterator[BaseDatabaseWrapper]:
    """Open a second connection to the database."""
    side = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield side
    finally:
        side.close()
