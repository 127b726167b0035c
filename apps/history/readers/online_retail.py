"""Reads "Online Retail" transaction files: one row a line, rows of an invoice under its number.

Columns as in Chen, Sain and Guo, "Data mining for the online retail industry" (2012), with the names of
the second edition accepted too. CSV or a workbook, plain or gzipped, in any order, never held as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from apps.catalog.imports.files import open_upload
from apps.catalog.imports.refusals import MissingColumns
from apps.catalog.imports.spellings import read_number
from apps.catalog.imports.tables import Row as TableRow
from apps.catalog.imports.tables import read_table
from apps.history.types import Document, Row

from .sorting import by_document

#: As the two editions write them, but for spaces and underscores.
_COLUMNS = {
    "document": ("invoiceno", "invoice"),
    "code": ("stockcode",),
    "description": ("description",),
    "quantity": ("quantity",),
    "at": ("invoicedate",),
    "price": ("unitprice", "price"),
    "customer": ("customerid",),
}
_DATE_FORMATS = ("%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S")
"""Beside ISO 8601: the first edition's, as American spreadsheets write it."""
_NOBODY = frozenset({"nan", "null", "none", "n/a"})
"""What programs write for a customer who isn't known."""
_LARGEST = 10**9


def read_documents(path: Path) -> Iterator[Document]:
    """Yield the documents of the file, the earliest first.

    Raises UnreadableFile or MissingColumns before the first document, never after.
    """
    with open_upload(path, is_bounded=False) as upload:
        table = read_table(upload)
        columns = _columns(table.columns)
        yield from by_document(_row(row, columns) for row in table.rows)


def _columns(titles: Sequence[str]) -> Mapping[str, str]:
    """Return what the table calls each of our columns."""
    there = {title.lower().replace(" ", "").replace("_", ""): title.lower() for title in titles}
    found = {
        name: next((there[title] for title in accepted if title in there), None)
        for name, accepted in _COLUMNS.items()
    }
    missing = [accepted[0] for name, accepted in _COLUMNS.items() if found[name] is None]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    return {name: title for name, title in found.items() if title is not None}


def _row(row: TableRow, columns: Mapping[str, str]) -> Row:
    said = {name: row.cells.get(title, "") for name, title in columns.items()}
    quantity, price = _integer(said["quantity"]), _decimal(said["price"])
    at = _moment(said["at"])
    told = (("quantity", quantity), ("price", price), ("date", at))
    problems = [name for name, value in told if value is None]
    problems += [] if said["document"] else ["invoice number"]
    problems += [] if said["code"] else ["stock code"]
    customer = said["customer"].removesuffix(".0")[:64]
    return Row(
        number=row.line,
        document=said["document"][:32].upper(),
        code=said["code"][:64].upper(),
        description=said["description"][:255],
        quantity=quantity or 0,
        price=price or Decimal(0),
        at=at,
        customer="" if customer.lower() in _NOBODY else customer,
        problem=", ".join(problems),
    )


def _integer(text: str) -> int | None:
    value = _decimal(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        said, _wrong = read_number(text.replace(" ", "").replace("\u00a0", ""))
        if said is None:
            return None
        value = said
    return value if value.is_finite() and abs(value) < _LARGEST and round(value, 4) == value else None


def _moment(text: str) -> datetime | None:
    """Return the shop's own time; one with a zone isn't that."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return None if moment.tzinfo else moment
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  the file has local times
        except ValueError:
            continue
    return None
