"""One file, from its first line to its last: read, compared, and, unless it is a preview, saved.

Everything is saved in one transaction, so that nothing is ever half applied; the file goes by in batches, so
that memory stays flat. A preview does the same up to the saving.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from apps.catalog.imports.files import open_upload
from apps.catalog.imports.formats import read_upload
from apps.catalog.imports.reading import Reading, ReadOptions, ReadProduct
from apps.catalog.imports.spool import Spool
from apps.core.transactions import durable

from .batches import Batches
from .options import ImportOptions, target_of
from .report import ImportReport

BATCH = 250

Progress = Callable[[int, int | None], None]


class _Refused(Exception):
    """Takes everything back; the report says why."""


def import_file(
    *, path: Path, name: str, options: ImportOptions, is_preview: bool, progress: Progress | None = None
) -> ImportReport:
    """Read the file and save its products, prices and opening stock, or say what that would do.

    A file with errors changes nothing, unless the options say to leave those products out. `progress` hears
    of rows done and all rows. Raises a refusal (DomainError) for a file or options that make no sense.
    """
    report = ImportReport(name, options.format, is_preview)
    target = target_of(options)
    with open_upload(path, name=name, language=target.language) as upload, Spool() as spool:
        read_options = ReadOptions(target.language, target.categories)
        reading = read_upload(upload=upload, format=options.format, options=read_options, spool=spool)
        report.note(reading.remarks)
        batches = Batches(target, spool, report, is_preview=is_preview)
        if is_preview:
            _go(reading, batches, report, progress)
            return report
        try:
            with durable():
                batches.begin()
                _go(reading, batches, report, progress)
                if report.error_count and not options.skip_errors:
                    raise _Refused
        except _Refused:
            return report
    report.is_applied = True
    return report


def _go(reading: Reading, batches: Batches, report: ImportReport, progress: Progress | None) -> None:
    for batch in _in_batches(reading.products):
        batches.take(batch)
        report.rows += sum(product.rows for product in batch)
        if progress:
            progress(report.rows, reading.rows)
    batches.finish()


def _in_batches(products: Iterable[ReadProduct]) -> Iterator[list[ReadProduct]]:
    waiting = iter(products)
    while batch := list(islice(waiting, BATCH)):
        yield batch
