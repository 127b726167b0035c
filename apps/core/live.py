"""Telling processes at once that something happened, without asking the database again and again.

A hint, nothing more: it says that events of these names were delivered. Who needs to know what happened
reads it. (PostgreSQL: LISTEN and NOTIFY.)
"""

import json
from collections.abc import Iterable, Iterator

from django.db import DEFAULT_DB_ALIAS, connection, connections

CHANNEL = "bottega_live"
LONGEST = 7_900
"""PostgreSQL takes payloads of less than 8,000 bytes."""


def announce(*, names: Iterable[str]) -> None:
    """Tell everybody who listens, once the current transaction commits, that these events happened."""
    payload = json.dumps(sorted(set(names)))
    with connection.cursor() as sql:
        sql.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload if len(payload) < LONGEST else "[]"])


def listen(*, patience: float) -> Iterator[list[str]]:
    """Yield the names of events as they happen, on a connection of its own; an empty list at first and after `patience`
    seconds in which nothing did. Raises django.db.Error when the connection is lost."""
    own = connections[DEFAULT_DB_ALIAS].copy()
    try:
        own.ensure_connection()
        own.set_autocommit(True)
        with own.cursor() as sql:
            sql.execute(f'LISTEN "{CHANNEL}"')
        yield []  # from here on nothing is missed
        while True:
            with own.wrap_database_errors:
                found = list(own.connection.notifies(timeout=patience, stop_after=1))
            yield [name for notice in found for name in json.loads(notice.payload)]
    finally:
        own.close()
