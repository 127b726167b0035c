"""One listener a process, and everybody in the process who wants to hear.

The listener is a thread that starts with the first stream and ends some time after the last, so that a
process that serves no live page holds no connection for it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from apps.core.live import listen

from .topics import ALL, topics_of

log = structlog.get_logger(__name__)

MOST_STREAMS = 6
"""A stream holds a thread of the server; the others must go on answering pages."""
PATIENCE = 5.0
PAUSE_AFTER_FAILURE = 2.0


class TooManyStreams(Exception):
    """This process pushes to as many pages as it can; the page asks now and then instead."""


class Ear:
    """Collects what happened until its stream fetches it, so that a burst becomes one message."""

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._something = threading.Condition()

    def hear(self, topics: frozenset[str]) -> None:
        """Remember the topics and wake the stream."""
        with self._something:
            self._heard |= topics
            self._something.notify_all()

    def fetch(self, *, patience: float) -> frozenset[str]:
        """Return what was heard since the last call, waiting for something for `patience` seconds at most."""
        with self._something:
            if not self._heard:
                self._something.wait(patience)
            heard, self._heard = frozenset(self._heard), set()
            return heard


class Hub:
    """Hands what the database says to every ear in this process."""

    def __init__(self) -> None:
        self._ears: set[Ear] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def ear(self) -> Iterator[Ear]:
        """Return an ear for as long as the block lasts. Raises TooManyStreams."""
        ear = Ear()
        with self._lock:
            if len(self._ears) >= MOST_STREAMS:
                raise TooManyStreams
            self._ears.add(ear)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="backoffice-live", daemon=True)
                self._thread.start()
        try:
            yield ear
        finally:
            with self._lock:
                self._ears.discard(ear)

    def _run(self) -> None:
        while self._is_needed():
            try:
                self._listen()
            except Exception:  # a thread that ended here would leave every page of this process still
                log.warning("live_listener_lost", exc_info=True)
                threading.Event().wait(PAUSE_AFTER_FAILURE)

    def _listen(self) -> None:
        notices = listen(patience=PATIENCE)
        next(notices)
        self._tell(ALL)  # whatever happened until now was missed
        for names in notices:
            topics = topics_of(names)
            if topics:
                self._tell(topics)
            if not self._has_ears():
                return

    def _tell(self, topics: frozenset[str]) -> None:
        with self._lock:
            ears = list(self._ears)
        for ear in ears:
            ear.hear(topics)

    def _has_ears(self) -> bool:
        with self._lock:
            return bool(self._ears)

    def _is_needed(self) -> bool:
        """Tell whether to go on; the decision to stop and the mark that it stopped are one step."""
        with self._lock:
            if not self._ears:
                self._thread = None
            return bool(self._ears)


hub = Hub()
