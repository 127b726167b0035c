"""Rows of a CSV file or a workbook, each with the line it begins in and its cells by column."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from apps.catalog.types import Problem

from .files import Upload
from .refusals import BrokenTable, EmptyFile, NotATable

LONGEST_CELL = 2_000_000
MOST_COLUMNS = 2_000
_DELIMITERS = (",", ";", "\t", "|")
#: What Excel writes above a table to tell itself how the columns are separated.
_TOLD_DELIMITER = re.compile(r"\ufeff?sep=([,;\t|])\r?\n?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells by column name in lower case, empty ones left out."""

    line: int
    cells: dict[str, str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, as written, and its rows."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def read_table(upload: Upload) -> Table:
    """Return the table of a file, read as it is asked for. Raises EmptyFile, NotATable, BrokenTable."""
    lines = _workbook_lines(upload) if upload.kind == "workbook" else _text_lines(upload)
    header = next((cells for _line, cells in lines if any(cells)), None)
    if header is None:
        raise EmptyFile
    if len(header) > MOST_COLUMNS:
        raise NotATable
    names = [name.strip().lower() for name in header]
    return Table(tuple(name.strip() for name in header if name.strip()), _rows(names, lines))


def _rows(names: Sequence[str], lines: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    for line, cells in lines:
        if not any(cells):
            continue
        extra = [cell for cell in cells[len(names) :] if cell]
        params = {"found": len(cells), "expected": len(names)}
        problem = Problem("row-width", line, params=params) if extra else None
        found: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            if name and cell:
                found.setdefault(name, cell)
        yield Row(line, found, problem)


def _text_lines(upload: Upload) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    text = upload.text()
    header = text.readline(LONGEST_CELL)
    told = _TOLD_DELIMITER.match(header)
    if told is None:
        text.seek(0)
    written = _Written(text)
    reader = csv.reader(written, delimiter=told[1] if told else _delimiter(header), strict=False)
    before = 1 if told else 0
    begins = before + 1
    try:
        for cells in reader:
            if written.is_over:  # within a row, which a quotation mark without its partner runs on and on
                raise BrokenTable(line=begins)
            yield begins, [_clean(cell) for cell in cells]
            begins = before + reader.line_num + 1
    except csv.Error:
        raise BrokenTable(line=begins) from None


class _Written:
    """The lines of a text, and whether they have come to their end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.is_over = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.is_over = True


def _delimiter(header: str) -> str:
    """Return what separates the header's names: spreadsheets of half of Europe write semicolons."""
    outside_quotes = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside_quotes.count)


def _clean(cell: str) -> str:
    """Return a cell's text; what other programs put before = + - @ against formulas is taken off."""
    text = cell.replace("\0", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _workbook_lines(upload: Upload) -> Iterator[tuple[int, list[str]]]:
    """Return the lines of the first sheet that says anything; formulas come as the values they last had."""
    try:
        workbook = load_workbook(upload.stream, read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # some programs write wrong ones, and rows would be cut off
            is_said = False
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [_clean(_said(value)) for value in values]
                is_said = is_said or any(cells)
                yield line, cells
            if is_said:
                return
    except (InvalidFileException, KeyError, IndexError, ValueError, TypeError, SyntaxError, OSError):
        raise NotATable from None


def _said(value: Any) -> str:
    """Return what a cell shows: 12 rather than 12.0, a date without its midnight."""
    if value is None:
        return ""
    if isinstance(
        value, float
    ):  # fifteen digits, as spreadsheets show them: 0.3 rather than 0.30000000000000004
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime) and value.time().isoformat() == "00:00:00":
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
