"""Advisory file locks that the kernel gives back when their holder ends, however it ends."""

import fcntl
from typing import IO


def try_lock(file: IO[str], kind: int) -> bool:
    """Take the lock (fcntl.LOCK_SH or LOCK_EX) if nobody is in the way."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
