"""Rows as fast as PostgreSQL takes them, one or thousands: COPY, and INSERT that leaves out what is there.

For tables that are written all the time and whose rows need no model behaviour; everything else uses
`bulk_create`. Columns that aren't named get the model's default.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, cast

import orjson
from django.db import connection
from django.db.models import AutoField, BigAutoField, Field, JSONField, Model, SmallAutoField
from django.db.models.fields import NOT_PROVIDED

from .prepared import planned_rows
from .transactions import transaction_required

_GIVEN_BY_THE_DATABASE = (AutoField, BigAutoField, SmallAutoField)


def reserve_keys(*, model: type[Model], count: int) -> list[int]:
    """Return that many new primary keys, so that rows can refer to each other before they are written."""
    key = model._meta.pk
    given = [model._meta.db_table, key.column if key else "", count]
    numbers = planned_rows(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", given
    )
    return [number for (number,) in numbers]


@transaction_required
def copy_rows(*, model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert the rows, whose values stand in the order of the fields. Raises IntegrityError as INSERT does."""
    layout = _layout(model, tuple(fields))
    statement = f"COPY {layout.table} ({layout.columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(layout.complete(row))


@transaction_required
def insert_new(
    *, model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], returning: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Insert the rows that break no unique constraint; return the named fields of those inserted.

    Waits for transactions that are inserting the same rows. The rows must come in an order that all
    callers share (that of a unique key), or they can deadlock.
    """
    layout = _layout(model, tuple(fields))
    records = [dict(zip(layout.names, layout.with_defaults(row), strict=True)) for row in rows]
    if not records:
        return []
    wanted = ", ".join(_quoted(field.column) for field in _fields(model, returning))
    return planned_rows(
        f"INSERT INTO {layout.table} ({layout.columns})"
        f" SELECT {layout.columns} FROM json_to_recordset(%s::json) AS given ({layout.definitions})"
        f" ON CONFLICT DO NOTHING RETURNING {wanted}",
        [as_json(records)],
    )


def as_json(value: Any) -> str:
    """Return rows as JSON for json_to_recordset: a tenth of what arrays cost to write down."""
    return orjson.dumps(value, default=str).decode()


@cache
def _layout(model: type[Model], fields: tuple[str, ...]) -> "_Layout":
    return _Layout(model, fields)


class _Layout:
    """The columns to write: those given, then those that get a default."""

    def __init__(self, model: type[Model], fields: Sequence[str]) -> None:
        given = _fields(model, fields)
        others = [
            field
            for field in _fields(model, [field.name for field in model._meta.concrete_fields])
            if field not in given
            and not isinstance(field, _GIVEN_BY_THE_DATABASE)
            and field.db_default is NOT_PROVIDED
        ]
        self.table = _quoted(model._meta.db_table)
        written = [*given, *others]
        self.names = [field.column or "" for field in written]
        self.columns = ", ".join(map(_quoted, self.names))
        kinds = (re.sub(r"\(.*\)", "", field.db_type(connection) or "") for field in written)
        self.definitions = ", ".join(
            f"{_quoted(name)} {kind}" for name, kind in zip(self.names, kinds, strict=True)
        )
        self._json = [position for position, field in enumerate(written) if isinstance(field, JSONField)]
        self._defaults: list[Callable[[], Any]] = [field.get_default for field in others]

    def with_defaults(self, row: Sequence[Any]) -> list[Any]:
        return [*row, *(default() for default in self._defaults)]

    def complete(self, row: Sequence[Any]) -> list[Any]:
        """Return the row with its defaults, JSON as text, as COPY takes it."""
        values = self.with_defaults(row)
        for position in self._json:
            values[position] = json.dumps(values[position])
        return values


def _fields(model: type[Model], names: Sequence[str]) -> list[Field[Any, Any]]:
    return [cast("Field[Any, Any]", model._meta.get_field(name)) for name in names]


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
