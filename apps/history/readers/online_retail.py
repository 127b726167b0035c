"""Reads "Online Retail" transaction files: one row a line, rows of an invoice under its number.

Columns as in Chen, Sain and Guo, "Data mining for the online retail industry" (2012), with the names of
the second edition accepted too. Plain or gzipped, UTF-8 or Latin-1, never read as a whole.
"""

import codecs
import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TextIO

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.history.types import Document, Row

_COLUMNS = {
    "document": ("invoiceno", "invoice"),
    "code": ("stockcode",),
    "description": ("description",),
    "quantity": ("quantity",),
    "at": ("invoicedate",),
    "price": ("unitprice", "price"),
    "customer": ("customerid", "customer id"),
}
_DATE_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M")
_LARGEST = 10**9


class UnreadableFile(DomainError):
    code = "unreadable-file"
    message = _("%(file)s can't be read: %(problem)s.")


class MissingColumns(DomainError):
    code = "missing-columns"
    message = _("%(file)s isn't an online-retail file: it has no column %(columns)s.")


def read_documents(path: Path) -> Iterator[Document]:
    """Yield the documents of the file in its order.

    Raises UnreadableFile or MissingColumns before the first document, never after.
    """
    with _open_text(path) as lines:
        rows = csv.reader(lines)
        header = next(rows, None)
        if header is None:
            raise UnreadableFile(file=path.name, problem=_("it is empty"))
        places = _places(header, path)
        for name, group in groupby(_rows(rows, places), key=lambda row: row.document):
            yield Document(name, list(group))


def _rows(rows: Iterator[Sequence[str]], places: dict[str, int]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            yield _row(number, cells, places)


def _row(number: int, cells: Sequence[str], places: dict[str, int]) -> Row:
    found = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
    problems = []
    quantity, price = _integer(found["quantity"]), _decimal(found["price"])
    at = _moment(found["at"])
    for name, value in (("quantity", quantity), ("price", price), ("date", at)):
        if value is None:
            problems.append(name)
    if not found["document"]:
        problems.append("invoice number")
    if not found["code"]:
        problems.append("stock code")
    return Row(
        number=number,
        document=found["document"][:32],
        code=found["code"][:64].upper(),
        description=found["description"][:255],
        quantity=quantity or 0,
        price=price or Decimal(0),
        at=at,
        customer=found["customer"].removesuffix(".0")[:64],
        problem=", ".join(problems),
    )


def _integer(text: str) -> int | None:
    value = _decimal(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _LARGEST and round(value, 4) == value else None


def _moment(text: str) -> datetime | None:
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  the file has local times
        except ValueError:
            continue
    return None


def _places(header: Sequence[str], path: Path) -> dict[str, int]:
    titles = {title.strip().lstrip("\ufeff").lower(): place for place, title in enumerate(header)}
    places = {
        name: next((titles[title] for title in accepted if title in titles), None)
        for name, accepted in _COLUMNS.items()
    }
    missing = [accepted[0] for name, accepted in _COLUMNS.items() if places[name] is None]
    if missing:
        raise MissingColumns(file=path.name, columns=", ".join(missing))
    return {name: place for name, place in places.items() if place is not None}


@contextmanager
def _open_text(path: Path) -> Iterator[TextIO]:
    try:
        encoding = _encoding(path)
        with _open_bytes(path) as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            yield (line.replace("\x00", "") for line in text)  # type: ignore[misc]
    except (OSError, EOFError) as error:
        raise UnreadableFile(file=path.name, problem=error) from error


def _open_bytes(path: Path) -> BinaryIO:
    with path.open("rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _encoding(path: Path) -> str:
    """Return UTF-8 if the whole file is that, else Latin-1, in which every byte has a meaning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _open_bytes(path) as raw:
        try:
            while block := raw.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8-sig"
