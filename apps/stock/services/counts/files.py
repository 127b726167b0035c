"""A count that comes as a file: read, checked line by line, and taken as a whole or not at all.

Checking and taking look at the same rows in the same way, so what was previewed is what happens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from apps.catalog.imports.files import open_upload
from apps.catalog.imports.refusals import MissingColumns
from apps.catalog.imports.tables import read_table
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ...choices import CountSource
from ...count_types import NewEntry, Teller
from ...models import StockCount
from .common import lock_count, tell
from .entering import OF_THE_CODE, TAKES_ENTRIES, Arrivals, Clock
from .entering import PROBLEMS as ENTRY_PROBLEMS

MOST_ROWS = 20_000
LARGEST = 12

HEADINGS: Mapping[str, str] = {
    "code": "code, sku, barcode, gtin, ean, upc, product code, codice, codice a barre, articolo, article, référence,"
    " code-barres, code barres, kod, kod kreskowy, indeks, kode, kode batang",
    "quantity": "quantity, qty, counted, count, units, quantità, contati, pezzi, quantité, qté, compté, pièces, ilość,"
    " policzono, sztuki, jumlah, kuantitas, dihitung",
    "shelf": "shelf, bin, scaffale, ripiano, rayon, étagère, półka, regał, rak",
    "counted_at": "counted at, time, contato il, contato alle, ora, compté le, heure, policzono o, czas, godzina,"
    " dihitung pada, waktu",
}
"""How the columns may be called, in the five languages of the back office, in lower case."""

PROBLEMS = {
    **ENTRY_PROBLEMS,
    "no-number": _("The quantity isn't a whole number."),
    "no-moment": _("The time isn't one: write it as 2026-11-21 16:05."),
}


class TooManyRows(DomainError):
    code = "too-many-rows"
    message = _("At most %(most)s lines can be counted with one file. Split it.")


class FileHasErrors(DomainError):
    code = "file-has-errors"
    message = _("The file has errors in %(lines)s lines. Nothing was taken from it.")


@dataclass(frozen=True, slots=True)
class FileRow:
    """A line of the file, as it stands there."""

    line: int
    code: str
    quantity: str
    shelf: str = ""
    counted_at: str = ""

    def as_list(self) -> list[int | str]:
        """Return the row as it is kept between preview and taking."""
        return list(asdict(self).values())


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A line that can't be taken: what stands there, and why."""

    line: int
    value: str
    code: str


def read_count_file(*, path: Path, name: str) -> list[FileRow]:
    """Return the lines of a CSV file or a workbook with the columns code, quantity and perhaps shelf and counted_at.

    Raises UnreadableFile in its various forms (MissingColumns among them) and TooManyRows.
    """
    rows: list[FileRow] = []
    with open_upload(path, name=name) as upload:
        table = read_table(upload)
        columns = _columns(table.columns)
        for row in table.rows:
            if len(rows) == MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            cells = {name: row.cells.get(heading, "")[:100] for name, heading in columns.items()}
            rows.append(FileRow(row.line, **cells))
    return rows


def check_rows(
    *, count: StockCount, rows: Sequence[FileRow], at: datetime
) -> tuple[list[NewEntry], list[RowProblem]]:
    """Return the entries that the rows come to, one a product and shelf, and what is wrong with them by line."""
    zone = ZoneInfo(count.location.time_zone)
    problems: list[RowProblem] = []
    read: list[tuple[FileRow, NewEntry]] = []
    for row in rows:
        quantity, moment = _number(row.quantity), _moment(row.counted_at, zone, at)
        if quantity is None:
            problems.append(RowProblem(row.line, row.quantity, "no-number"))
        elif moment is None:
            problems.append(RowProblem(row.line, row.counted_at, "no-moment"))
        else:
            key = f"line {row.line}"
            read.append((row, NewEntry(key, row.code, quantity, moment, row.shelf, CountSource.FILE)))
    arrivals = Arrivals(count, [entry for _row, entry in read], Teller(), Clock(count.opened_at, at))
    for (row, entry), problem in zip(read, arrivals.problems(), strict=True):
        if problem:
            value = row.quantity if problem == "wrong-quantity" else row.counted_at or row.code
            value = entry.code if problem in OF_THE_CODE else value
            problems.append(RowProblem(row.line, value, problem))
    if problems:
        return [], sorted(problems, key=lambda problem: problem.line)
    return _added_up(arrivals), []


def enter_rows(
    *, count_id: int, rows: Sequence[FileRow], mark: str, actor: Actor | None, at: datetime
) -> int:
    """Take the rows of a file that was looked through; return how many products and shelves they set.

    The same mark is taken once. Raises FileHasErrors, UnknownCount, WrongCountStatus.
    """
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        entries, problems = check_rows(count=count, rows=rows, at=at)
        if problems:
            raise FileHasErrors(lines=len({problem.line for problem in problems}))
        marked = [
            NewEntry(f"{mark}:{number}", each.code, each.quantity, each.at, each.shelf, CountSource.FILE)
            for number, each in enumerate(entries)
        ]
        Arrivals(count, marked, Teller.of(actor, ""), Clock(count.opened_at, at)).take()
        tell(count=count, actor=actor, what="file-taken", lines=len(rows))
    return len(entries)


def _columns(headings: Sequence[str]) -> dict[str, str]:
    """Return the file's own heading of each column. Raises MissingColumns."""
    found: dict[str, str] = {}
    for heading in headings:
        for name, known in HEADINGS.items():
            if heading.lower().replace("_", " ") in known.split(", "):
                found.setdefault(name, heading.lower())
    missing = [name for name in ("code", "quantity") if name not in found]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    return found


def _number(text: str) -> int | None:
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    return int(plain) if plain.isdecimal() and len(plain) <= LARGEST else None


def _moment(text: str, zone: ZoneInfo, at: datetime) -> datetime | None:
    """Return when the row was counted, in the shop's time unless it says otherwise; now where it says nothing."""
    if not text:
        return at
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _added_up(arrivals: Arrivals) -> list[NewEntry]:
    """Return one entry a product and shelf: lines of a file that name the same add up."""
    sums: dict[tuple[int, str], NewEntry] = {}
    for entry in arrivals.entries:
        key = (arrivals.products[entry.code].pk, entry.shelf.strip())
        before = sums.get(key)
        quantity = entry.quantity + (before.quantity if before else 0)
        moment = max(entry.at, before.at) if before else entry.at
        sums[key] = NewEntry(entry.key, entry.code, quantity, moment, entry.shelf, CountSource.FILE)
    return list(sums.values())
