"""A list as a CSV file, streamed, or as a workbook; cells that a spreadsheet would run as formulas are harmless."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from openpyxl import Workbook

Column = tuple[str | Promise, Callable[[Any], Any]]
BATCH = 500


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_answer(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> StreamingHttpResponse:
    """Return the rows as `name`.csv, in UTF-8 with the mark that spreadsheets look for."""
    response = StreamingHttpResponse(
        _lines(columns, rows, timezone.get_current_timezone()), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_answer(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> FileResponse:
    """Return the rows as `name`.xlsx, written to disk as they come."""
    zone = timezone.get_current_timezone()
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.append([str(title) for title, _value in columns])
    for row in rows:
        sheet.append([_cell(value(row), zone) for _title, value in columns])
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def file_answer(form: str, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponseBase:
    """Return the rows as a file in the form that is asked for: csv or xlsx."""
    return (xlsx_answer if form == "xlsx" else csv_answer)(name, columns, rows)


def _lines(columns: Sequence[Column], rows: Iterable[Any], zone: tzinfo) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow([str(title) for title, _value in columns])
    for row in rows:
        yield writer.writerow([_cell(value(row), zone) for _title, value in columns])


def _cell(value: Any, zone: tzinfo) -> Any:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value, zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return f"'{value}"
    return value
