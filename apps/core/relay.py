"""The relay: a thread in every worker that carries the outbox's news as soon as it is committed."""

from threading import Event, Thread
from typing import Any

import structlog
from celery import bootsteps
from django.db import close_old_connections, connections

from . import outbox

log = structlog.get_logger(__name__)

#: Seconds between two looks while nothing waits: the longest that news lies there.
PAUSE = 0.1
#: Seconds until the next try where the database or the broker couldn't be reached.
TROUBLED = 2.0


class OutboxRelay(bootsteps.StartStopStep):  # type: ignore[misc]
    """Starts the relay with its worker and ends it with it."""

    def __init__(self, parent: Any, **options: Any) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="outbox-relay", daemon=True)
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        self._thread.start()

    def stop(self, parent: Any) -> None:
        self._stopping.set()
        self._thread.join()

    terminate = stop

    def _run(self) -> None:
        pause = PAUSE
        while not self._stopping.wait(pause):
            pause = _carry()
        connections.close_all()


def _carry() -> float:
    """Carry what waits and return after how many seconds to look again."""
    close_old_connections()
    try:
        return 0 if outbox.relay() else PAUSE
    except Exception:  # whatever it is, news must go on being carried once it is over
        log.warning("outbox_relay_troubled", exc_info=True)
        connections.close_all()
        return TROUBLED
