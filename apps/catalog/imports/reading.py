"""What every reader of a format is asked, and what it answers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from apps.catalog.types import Problem, ProductDraft

from .files import FALLBACK, Upload
from .refusals import MissingColumns
from .spool import Spool
from .tables import Row, Table


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader has to be told: the language of texts, a file with the category tree."""

    language: str = "en"
    categories: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadProduct:
    """What some rows of the file make: a draft, unless they are too wrong for one, and what is wrong with them."""

    draft: ProductDraft | None
    problems: tuple[Problem, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file being read: its products one after the other, how many rows it has, remarks on the whole."""

    products: Iterator[ReadProduct]
    rows: int | None
    remarks: tuple[Problem, ...] = field(default=())


Reader = Callable[[Upload, ReadOptions, Spool], Reading]


def require_columns(table: Table, required: Iterable[Sequence[str]]) -> None:
    """Refuse a table that lacks a column; alternatives for one are given together. Raises MissingColumns."""
    there = {name.lower() for name in table.columns}
    missing = [names[0] for names in required if not there.intersection(name.lower() for name in names)]
    if missing:
        raise MissingColumns(columns=", ".join(missing))


def remarks_on(upload: Upload, unused: Sequence[str]) -> tuple[Problem, ...]:
    """Say what a person should know of the file as a whole."""
    guess = "encoding-guessed" if upload.encoding == FALLBACK else "encoding-guessed-central"
    remarks = [Problem(guess, is_error=False)] if upload.is_guessed else []
    if unused:
        columns = ", ".join(unused[:30]) + (" …" if len(unused) > 30 else "")
        remarks.append(Problem("columns-ignored", is_error=False, params={"columns": columns}))
    return tuple(remarks)


def row_problems(rows: Iterable[Row]) -> list[Problem]:
    """Return what was wrong with the shape of rows."""
    return [row.problem for row in rows if row.problem]
