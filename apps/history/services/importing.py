"""Imports a sales file: batch by batch, each committed whole, so that it can be stopped and run again."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..classification import classify
from ..models import SalesImport
from ..readers.online_retail import read_documents
from ..tally import Tally, add_document
from ..types import SOURCE, Document, Outcome, Reason, Verdict
from .batch import Batch, PlannedDocument, lock_imports
from .booking import book_batch

BATCH_ROWS = 5000

Progress = Callable[[int], None]


class NoPlaceForStock(DomainError):
    code = "no-place-for-stock"
    message = _("%(channel)s has no location to move stock at. Name one with --location.")


@dataclass(slots=True)
class ImportResult:
    """What the file said and how much of it was new. `tally` covers every row, booked now or before."""

    run: SalesImport
    tally: Tally
    documents: list[tuple[str, str, int]] = field(default_factory=list)
    new_rows: int = 0


@dataclass(slots=True)
class _Seen:
    """What was met in this file so far, to tell a continuation from a repetition and from a change."""

    names: set[str] = field(default_factory=set)
    twins: Counter[tuple[str, str]] = field(default_factory=Counter)


def import_sales(
    *,
    path: Path,
    channel: Channel,
    location: Location | None,
    at: datetime | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Book every document of the file that isn't booked yet.

    Rows are in the local time of the location and in the channel's currency. Raises UnreadableFile,
    MissingColumns or NoPlaceForStock before anything is booked.
    """
    place = location or channel.locations.order_by("channel_locations__position").first()
    if place is None:
        raise NoPlaceForStock(channel=channel)
    documents = read_documents(path)
    first = next(documents, None)
    run = SalesImport.objects.create(
        source=SOURCE, file_name=path.name, channel=channel, location=place, started_at=at or clock.now()
    )
    result, seen = ImportResult(run, Tally()), _Seen()
    for batch in _batches(first, documents):
        _import_batch(run, batch, seen, result)
        if progress:
            progress(result.tally.total.rows)
    SalesImport.objects.filter(pk=run.pk).update(finished_at=clock.now(), rows_read=result.tally.total.rows)
    return result


def _batches(first: Document | None, rest: Iterator[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = [first] if first else []
    size = len(first.rows) if first else 0
    for document in rest:
        if size + len(document.rows) > BATCH_ROWS and batch:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.rows)
    if batch:
        yield batch


def _import_batch(run: SalesImport, documents: list[Document], seen: _Seen, result: ImportResult) -> None:
    with durable():
        lock_imports()
        batch = Batch(run, documents)
        planned = [_plan(document, batch, seen) for document in documents]
        result.new_rows += book_batch(batch, [plan for plan in planned if not plan.is_booked])
    for plan in planned:
        add_document(result.tally, plan.verdicts, is_credit=plan.is_credit, is_first=plan.is_first)
        result.documents.append((plan.name, plan.digest, plan.occurrence))


def _plan(document: Document, batch: Batch, seen: _Seen) -> PlannedDocument:
    """Decide what is to be done with the document: nothing if it is booked, set aside if it has changed."""
    digest = _digest(document)
    seen.twins[document.name, digest] += 1
    occurrence = seen.twins[document.name, digest]
    is_booked = (document.name, digest, occurrence) in batch.booked
    is_first = document.name not in seen.names
    is_changed = not is_booked and is_first and document.name in batch.booked_names
    seen.names.add(document.name)
    verdicts = list(classify(document))
    if is_changed or batch.was_set_aside(document.name, digest, occurrence):
        verdicts = [Verdict(each.row, Outcome.SET_ASIDE, Reason.DIFFERS_FROM_BOOKED) for each in verdicts]
    return PlannedDocument(
        document.name, digest, occurrence, verdicts, is_booked=is_booked, is_first=is_first
    )


def _digest(document: Document) -> str:
    parts: list[Any] = [
        (
            row.code,
            row.quantity,
            str(row.price),
            row.at.isoformat() if row.at else "",
            row.customer,
            row.problem,
        )
        for row in document.rows
    ]
    return hashlib.blake2s(repr(parts).encode(), digest_size=16).hexdigest()
