"""Change feeds with cursors that never skip a row.

Ids are handed out before commits, so "id greater than the last one seen" loses rows that commit late.
Here each row carries its transaction's id, and a reader stops before the oldest transaction still
running: everything it has passed is final. (PostgreSQL: pg_current_xact_id, pg_current_snapshot.)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from .errors import DomainError
from .prepared import planned_cursor
from .transactions import transaction_required


class InvalidCursor(DomainError):
    code = "invalid-cursor"
    message = _("This cursor isn't one of ours. Start again without a cursor.")


@dataclass(frozen=True, slots=True)
class Page:
    """Changes in order of commitment, the cursor to continue from, and whether more are waiting."""

    keys: dict[str, list[str]]
    cursor: str
    more: bool


@transaction_required
def record_changes(*, topic: str, keys: Iterable[object]) -> None:
    """Tell readers of the topic that these keys have to be read again once this commits."""
    with planned_cursor() as sql:
        sql.execute(
            "INSERT INTO core_change (topic, key) SELECT %s::text, unnest(%s::text[])",
            [topic, list(dict.fromkeys(map(str, keys)))],
        )


def newest_cursor() -> str:
    """Return the cursor after which only changes not yet final will come."""
    return f"{_oldest_running() - 1}.{2**63 - 1}"


def changes_since(*, cursor: str, topics: Sequence[str], limit: int = 5000) -> Page:
    """Return what changed after the cursor, each key once per topic.

    Raises InvalidCursor for a cursor that wasn't handed out here.
    """
    transaction_id, row_id = _parse(cursor)
    with connection.cursor() as sql:
        sql.execute(
            "SELECT transaction_id, id, topic, key FROM core_change"
            " WHERE (transaction_id, id) > (%s, %s) AND topic = ANY(%s)"
            f" AND transaction_id < ({_OLDEST_RUNNING})"
            " ORDER BY transaction_id, id LIMIT %s",
            [transaction_id, row_id, list(topics), limit + 1],
        )
        rows = sql.fetchall()
    keys: dict[str, dict[str, None]] = {topic: {} for topic in topics}
    page = rows[:limit]
    for _transaction, _row, topic, key in page:
        keys[topic][key] = None
    after = f"{page[-1][0]}.{page[-1][1]}" if page else cursor
    return Page({topic: list(found) for topic, found in keys.items()}, after, more=len(rows) > limit)


def _oldest_running() -> int:
    with connection.cursor() as sql:
        sql.execute(_OLDEST_RUNNING)
        return int(sql.fetchone()[0])


def _parse(cursor: str) -> tuple[int, int]:
    transaction_id, dot, row_id = cursor.partition(".")
    if not (
        dot
        and transaction_id.isascii()
        and transaction_id.isdigit()
        and row_id.isascii()
        and row_id.isdigit()
    ):
        raise InvalidCursor
    pair = int(transaction_id), int(row_id)
    if max(pair) >= 2**63:
        raise InvalidCursor
    return pair


# Transaction ids are the server's. What runs in its other databases can't change ours, so it isn't waited
# for; of a transaction whose database isn't known it is assumed that it is this one.
_OLDEST_RUNNING = """
SELECT least(
    min(running.id::text::bigint),
    pg_current_xact_id_if_assigned()::text::bigint,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint
)
FROM pg_snapshot_xip(pg_current_snapshot()) AS running (id)
WHERE running.id::xid NOT IN (
    SELECT backend_xid FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname <> current_database()
)
"""
