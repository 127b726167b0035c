"""Querysets of hot paths, put into SQL once: Django takes longer to write a statement than PostgreSQL to answer.

_TITLES = Prepared("pk", "title", of=lambda: Product.objects.filter(AnyOf("pk", Given("keys"))))
titles = dict(_TITLES.rows(keys=[1, 2, 3]))
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Expression, Func, QuerySet


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
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [given[each.name] if isinstance(each, Given) else each for each in parameters]
            )
            return list(cursor.fetchall())

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        query = self._queryset().query
        query.set_values(self._columns)
        return query.sql_with_params()
