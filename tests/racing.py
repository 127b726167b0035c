"""Several acts at the very same time, each in its own thread on its own database connection."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection, transaction

#: Seconds after which a race that hangs is a failure.
PATIENCE = 60


def race(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all acts at once; return what each of them returned or raised, in their order."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return act()
        except Exception as error:  # noqa: BLE001  a race's losers are results too
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


class SecondConnection:
    """Somebody else at the database, who does one thing after the other, when told."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread
        self._transaction = transaction.atomic()

    def begin(self) -> None:
        """Open a transaction that stays open until `commit` or the end."""
        self.do(self._transaction.__enter__)

    def commit(self) -> None:
        """Commit the transaction that was begun."""
        self.do(lambda: self._transaction.__exit__(None, None, None))

    def do(self, act: Callable[[], Any]) -> Any:
        """Run the act and wait for it."""
        return self.start(act).result(timeout=PATIENCE)

    def start(self, act: Callable[[], Any]) -> "Future[Any]":
        """Start the act, which may have to wait for a lock, and return what will be its result."""
        return self._thread.submit(act)


def waiting_for_locks() -> int:
    """Return how many sessions of this database wait for a lock that another one has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def close() -> None:
    """Close the connection of whichever thread calls this; naming it elsewhere would mean another's."""
    connection.close()


@contextmanager
def second_connection() -> Iterator[SecondConnection]:
    """Give somebody else a connection; what they left uncommitted is rolled back.

    Of several the one that others wait for is opened last, so that it is closed first and a failure ends.
    """
    with ThreadPoolExecutor(1) as thread:
        try:
            yield SecondConnection(thread)
        finally:
            thread.submit(close).result(timeout=PATIENCE)
