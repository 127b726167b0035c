"""Undoing what a test has committed: as thorough as a new copy of the template, in a fraction of its time.

What a fresh database holds is noted once. Afterwards tables that were empty are emptied, sequences set back, queues
dropped; where anything else isn't as it was, the caller is told to copy the template again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

Server = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a fresh database holds: its tables with their columns, what isn't empty, where sequences stand."""

    tables: dict[str, int]
    contents: dict[str, str]
    sequences: dict[str, int | None]


def note(server: Server) -> Freshness:
    """Note what the database holds."""
    tables = _tables(server)
    return Freshness(tables, _digests(server, _filled(server, tables)), _sequences(server))


def wipe(server: Server, fresh: Freshness) -> bool:
    """Make the database what it was when it was noted; tell whether that could be done.

    Nobody else may be connected to it.
    """
    if not _may_ignore_triggers(server):
        return False
    with server.transaction():
        server.execute(
            "SET LOCAL session_replication_role = replica"
        )  # ledgers refuse to be emptied, rightly
        server.execute("SELECT pgmq.drop_queue(queue_name) FROM pgmq.meta")
        if _tables(server) != fresh.tables:
            return False
        written = [name for name in _filled(server, fresh.tables) if name not in fresh.contents]
        _run(server, (f"DELETE FROM {name}" for name in written))
        _run(server, _moves(_sequences(server), fresh.sequences))
        return _digests(server, fresh.contents) == fresh.contents


def _may_ignore_triggers(server: Server) -> bool:
    return bool(_rows(server, "SELECT has_parameter_privilege('session_replication_role', 'SET')")[0][0])


def _tables(server: Server) -> dict[str, int]:
    """Return the tables and materialised views, written so that they can be named in a query, with their columns."""
    found = """
        SELECT format('%I.%I', nspname, relname), relnatts FROM pg_class
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'm') AND nspname <> ALL('{pg_catalog,information_schema,pg_toast}')
            AND (relkind <> 'm' OR relispopulated)
    """
    return dict(_rows(server, found))


def _filled(server: Server, tables: Iterable[str]) -> list[str]:
    """Return those of the tables that have rows; one query."""
    probes = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables)
    return [name for (name,) in _rows(server, " UNION ALL ".join(probes))]


def _digests(server: Server, tables: Iterable[str]) -> dict[str, str]:
    digest = "SELECT '{0}', md5(string_agg(row::text, '' ORDER BY row::text)) FROM {0} AS row"
    return dict(_rows(server, " UNION ALL ".join(map(digest.format, tables))))


def _sequences(server: Server) -> dict[str, int | None]:
    return dict(
        _rows(server, "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences")
    )


def _moves(now: dict[str, int | None], then: dict[str, int | None]) -> Iterator[str]:
    """Yield what sets the sequences back that have moved."""
    for name, value in then.items():
        if now[name] != value:
            yield f"SELECT setval('{name}', {value or 1}, {value is not None})"


def _run(server: Server, statements: Iterable[str]) -> None:
    together = "; ".join(statements)
    if together:
        server.execute(sql.SQL(together))  # type: ignore[arg-type]


def _rows(server: Server, query: str) -> list[tuple[Any, ...]]:
    return server.execute(sql.SQL(query)).fetchall()  # type: ignore[arg-type]
