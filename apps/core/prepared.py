"""Statements of hot paths: put into SQL once by Django, and planned once a connection by PostgreSQL.

Writing a statement takes Django longer than PostgreSQL needs to answer it, and so does planning one.

_TITLES = Prepared("pk", "title", of=lambda: Product.objects.filter(AnyOf("pk", Given("keys"))))
titles = dict(_TITLES.rows(keys=[1, 2, 3]))
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Generic, TypeVar

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, Expression, Func, Model, QuerySet

M = TypeVar("M", bound=Model)


@contextmanager
def planned_cursor() -> Iterator[CursorWrapper]:
    """Open a cursor for statements that are sent often and whose text is always the same.

    Django's own cursors write parameters into the text, so that each is planned anew. Here they are bound by the
    server, so where their type doesn't follow from the statement it has to say it (`%s::text`). A statement must
    name its columns: the plan of one that returns `*` doesn't survive a migration. Where queries are logged, they are
    written as everywhere, so that the log shows the values.
    """
    connection.ensure_connection()
    bound_by_server: Any = psycopg.Cursor(connection.connection)
    with (
        connection.cursor()
        if connection.queries_logged
        else connection.make_cursor(bound_by_server) as cursor
    ):
        yield cursor


def planned_rows(statement: str, given: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return what a statement of a hot path returns for these values."""
    with planned_cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


class Loaded(Generic[M]):
    """Rows of a model, read or written by a statement of a hot path that returns all its columns."""

    def __init__(self, model: type[M], statement: str, *, alias: str) -> None:
        """Take the statement with `{columns}` where those of the alias belong."""
        fields = model._meta.concrete_fields
        self._model, self._names = model, [field.attname for field in fields]
        columns = ", ".join(f'{alias}."{field.column}"' for field in fields)
        self._statement = statement.format(columns=columns)

    def rows(self, given: Mapping[str, Any]) -> list[M]:
        """Return the rows for these values."""
        found = planned_rows(self._statement, given)
        return [self._model.from_db(connection.alias, self._names, row) for row in found]


class Given(Expression):
    """A value in a prepared queryset that is given whenever its rows are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


class AnyOf(Func):
    """The condition that an expression is one of the given keys, of which there may be thousands."""

    template = "%(expressions)s::%(kind)s[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, expression: str, keys: Given, *, kind: str = "bigint") -> None:
        super().__init__(expression, keys, kind=kind)


class Prepared:
    """The statement that reads these columns of a queryset."""

    def __init__(self, *columns: str, of: Callable[[], QuerySet[Any]]) -> None:
        self._columns, self._queryset = columns, of

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values, one for each `Given`, as the database has them."""
        sql, parameters = self._statement
        return planned_rows(
            sql, [given[each.name] if isinstance(each, Given) else each for each in parameters]
        )

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        query = self._queryset().query
        query.set_values(self._columns)
        return query.sql_with_params()
