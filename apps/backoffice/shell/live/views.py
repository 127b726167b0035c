"""The stream of server-sent events that live pages follow. It says what to read again, never what it is."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

from django.db import connection
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from ..access import StaffRequest, staff_only
from .hub import Ear, TooManyStreams, hub
from .topics import ALL

LASTS_SECONDS = 240
HEARTBEAT_SECONDS = 15
LOOK_SECONDS = 1.0
"""How soon a stream that nobody reads any more gives its thread back."""
PACE_SECONDS = 0.7
"""A page reads its parts again at most this often, however much happens."""
RETRY_MILLISECONDS = 2000


@staff_only()
def stream(request: StaffRequest) -> HttpResponseBase:
    """Push topics to the page for some minutes, after which the browser asks again; 503 where there are too many."""
    stack = ExitStack()
    try:
        ear = stack.enter_context(hub.ear())
    except TooManyStreams:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    if "Last-Event-ID" in request.headers:
        ear.hear(ALL)  # the page was here before: something may have happened between two streams
    response = StreamingHttpResponse(_Messages(ear, stack, request), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    return response


class _Messages:
    """The stream's lines; gives its ear back when the server closes it, begun or not."""

    def __init__(self, ear: Ear, stack: ExitStack, request: StaffRequest) -> None:
        self._stack, self._lines = stack, _lines(ear, request.META.get("gunicorn.socket"))

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def close(self) -> None:
        self._stack.close()


def _lines(ear: Ear, reader: socket.socket | None) -> Iterator[str]:
    if not connection.in_atomic_block:
        connection.close()  # nothing is read from here on
    yield f"retry: {RETRY_MILLISECONDS}\nid: 1\n: hello\n\n"
    end = time.monotonic() + LASTS_SECONDS
    spoke = time.monotonic()
    while time.monotonic() < end and not _is_gone(reader):
        topics = ear.fetch(patience=LOOK_SECONDS)
        if topics:
            yield "".join(f"event: {topic}\ndata: 1\n\n" for topic in sorted(topics))
            time.sleep(PACE_SECONDS)
        elif time.monotonic() - spoke > HEARTBEAT_SECONDS:
            yield ": still here\n\n"
        else:
            continue
        spoke = time.monotonic()


def _is_gone(reader: socket.socket | None) -> bool:
    """Tell whether the browser has hung up; where the server doesn't show its socket, writing will find out."""
    if reader is None:
        return False
    try:
        return reader.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except (
        BlockingIOError,
        ValueError,
    ):  # nothing to read yet; or a kind of socket that can't be looked into
        return False
    except OSError:
        return True
