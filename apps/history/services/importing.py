"""Imports a sales file: batch by batch, each committed whole, so that it can be stopped and run again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..models import SalesImport
from ..readers.online_retail import read_documents
from ..tally import Tally, add_document
from ..types import SOURCE, Document
from .batch import Batch, lock_imports
from .booking import book_batch
from .planning import plan_documents

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
    documents: list[int] = field(default_factory=list)
    new_rows: int = 0


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
    result = ImportResult(run, Tally())
    for batch in _batches(first, documents):
        _import_batch(run, batch, result)
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


def _import_batch(run: SalesImport, documents: list[Document], result: ImportResult) -> None:
    with durable():
        lock_imports()
        plans = plan_documents(run=run, documents=documents)
        new = [plan for plan in plans if not plan.booked]
        book_batch(Batch(run), new)
    result.new_rows += sum(len(plan.verdicts) for plan in new)
    for plan in plans:
        add_document(result.tally, plan.verdicts, is_credit=plan.is_credit)
        result.documents += plan.booked
