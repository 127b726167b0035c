"""Rows put aside on disk, so that those of one document come together and documents in the order of their time.

A former system's file may have them in any order; memory stays flat whatever its size.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from tempfile import NamedTemporaryFile
from typing import Any

from apps.history.types import Document, Row

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE row (
    seq INTEGER PRIMARY KEY, number INTEGER, document TEXT, code TEXT, description TEXT, quantity INTEGER, price TEXT,
    at TEXT, customer TEXT, problem TEXT
);
"""
_ADD = "INSERT INTO row VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SORTED = """
SELECT row.*, min(at) OVER document AS begins, min(seq) OVER document AS first FROM row
WINDOW document AS (PARTITION BY document)
ORDER BY begins, first, seq
"""


def by_document(rows: Iterable[Row]) -> Iterator[Document]:
    """Yield the rows as documents, the earliest first; rows of one document keep the order that they came in."""
    with (
        NamedTemporaryFile(suffix=".sqlite3") as file,
        closing(sqlite3.connect(file.name, isolation_level=None, check_same_thread=False)) as database,
    ):
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        database.executemany(_ADD, map(_values, rows))
        for name, group in groupby(database.execute(_SORTED), key=lambda found: str(found[2])):
            yield Document(name, [_row(*found) for found in group])


def _values(row: Row) -> tuple[Any, ...]:
    at = row.at.isoformat() if row.at else None
    told = (row.number, row.document, row.code, row.description)
    return (*told, row.quantity, str(row.price), at, row.customer, row.problem)


def _row(_seq: int, number: int, document: str, code: str, description: str, *told: Any) -> Row:
    quantity, price, at, customer, problem, _begins, _first = told
    moment = datetime.fromisoformat(at) if at else None
    return Row(number, document, code, description, quantity, Decimal(price), moment, customer, problem)
