"""Waiting for other processes: as short as possible, and never for ever."""

import time
from collections.abc import Callable

LONGEST = 60.0


def eventually(condition: Callable[[], object], *, within: float = LONGEST) -> None:
    """Return as soon as the condition holds; fail if it never does."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"never became true: {condition}"
        time.sleep(0.02)
