"""Rows put aside on disk, so that those of one product come together however the file orders them.

Memory stays flat: the rows, and the names already used in the file, wait in a temporary SQLite database.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Self

from apps.catalog.types import Problem

from .tables import Row

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE row (seq INTEGER PRIMARY KEY, line INTEGER, parent TEXT, cells TEXT, width TEXT, late INTEGER);
CREATE TABLE name (name TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID;
CREATE TABLE claim (kind TEXT, value TEXT, line INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
"""
_GROUPED = """
SELECT coalesce(name.seq, row.seq) AS head, row.line, row.cells, row.width, row.parent <> '' AND name.seq IS NULL,
       max(row.late) OVER (PARTITION BY coalesce(name.seq, row.seq)) AS is_late
FROM row LEFT JOIN name ON name.name = row.parent AND row.parent <> ''
ORDER BY is_late, head, row.parent <> '', row.seq
"""


class Spool:
    """A place for the rows of one file; use it as a context manager."""

    def __init__(self) -> None:
        self._file = NamedTemporaryFile(suffix=".sqlite3")  # noqa: SIM115  closed by __exit__
        self._database = sqlite3.connect(self._file.name, isolation_level=None, check_same_thread=False)
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._file.close()

    def add(self, row: Row, *, names: Sequence[str] = (), parent: str = "", is_late: bool = False) -> None:
        """Put a row aside, under the names that others call it by, or below the row that has a name.

        One that is late comes after all others, with what belongs to it.
        """
        self.rows += 1
        width = json.dumps(dict(row.problem.params)) if row.problem else None
        self._database.execute(
            "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)",
            (self.rows, row.line, parent, json.dumps(row.cells), width, is_late),
        )
        self._database.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?)", [(name, self.rows) for name in names]
        )

    def has_name(self, name: str) -> bool:
        """Return whether a row of that name was put aside."""
        return self._database.execute("SELECT 1 FROM name WHERE name = ?", (name,)).fetchone() is not None

    def groups(self) -> Iterator[tuple[list[Row], bool]]:
        """Return each row with those below it, late ones last, and whether its parent is missing."""
        found = self._database.execute(_GROUPED)
        for _seq, group in groupby(found, key=lambda each: each[0]):
            rows = list(group)
            yield [_row(*each[1:4]) for each in rows], bool(rows[0][4])

    def claim(self, kind: str, value: str, line: int) -> int | None:
        """Return None the first time a name is used, afterwards the line of the first."""
        added = self._database.execute("INSERT OR IGNORE INTO claim VALUES (?, ?, ?)", (kind, value, line))
        return None if added.rowcount == 1 else self.line_of(kind, value)

    def line_of(self, kind: str, value: str) -> int | None:
        """Return the line that first used a name, None if none has."""
        asked = self._database.execute("SELECT line FROM claim WHERE kind = ? AND value = ?", (kind, value))
        known = asked.fetchone()
        return int(known[0]) if known else None


def _row(line: int, cells: str, width: str | None) -> Row:
    problem = Problem("row-width", line, params=json.loads(width)) if width else None
    return Row(line, json.loads(cells), problem)
