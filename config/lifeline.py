"""Children that don't outlive their parent, not even one that was killed without a chance to stop them."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(number: signal.Signals, *, parent: int | None = None) -> Callable[[], None] | None:
    """Return the `preexec_fn` that has the kernel send the child this signal when its parent ends; Linux only.

    Start such a child from the main thread: the kernel watches the thread, not the process.
    """
    if sys.platform != "linux":
        return None
    libc, expected = ctypes.CDLL(None), parent or os.getpid()

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != expected:
            os._exit(1)

    return ask_kernel
