"""The process that looks after one embedded server: starts it, restarts it if it dies, stops it after its last user.

Every user holds a shared lock on the cluster's `users.lock`, which the kernel releases however the user
ends. The keeper stops the server when it can take that lock for itself alone. Run by `postgres.hold`.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from .cluster import Cluster
from .locks import try_lock

PATIENCE = 0.1
LONGEST_START = 15
LONGEST_STOP = 60


def keep(cluster: Cluster) -> None:
    """Serve until the last user has gone; return at once if another keeper does."""
    with (
        (cluster.folder / "keeper.lock").open("w") as own,
        (cluster.folder / "users.lock").open("w") as users,
    ):
        if not _become_keeper(own):
            return
        cluster.initialise()
        server = _start(cluster)
        try:
            while not try_lock(users, fcntl.LOCK_EX):
                if server.poll() is not None:
                    server = _start(cluster)
                time.sleep(PATIENCE)
        finally:
            _stop(server)


def _become_keeper(own: IO[str]) -> bool:
    """Take the keeper's lock, for which others look now and then, so a first refusal means little."""
    for _attempt in range(20):
        if try_lock(own, fcntl.LOCK_EX):
            return True
        time.sleep(PATIENCE / 2)
    return False


def _start(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Start the server once nothing is left of an earlier one, whose parts may need a moment to notice its end."""
    deadline = time.monotonic() + LONGEST_START
    while True:
        pid = cluster.leftover()
        if pid is not None:
            os.kill(pid, signal.SIGINT)
        elif (server := cluster.start()) is not None:
            return server
        if time.monotonic() > deadline:
            raise SystemExit(
                f"The embedded PostgreSQL doesn't start; the reason is at the end of {cluster.log}."
            )
        time.sleep(PATIENCE)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast" shutdown: ends sessions, writes everything down
    try:
        server.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _stop_on_request(*_: object) -> None:
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop_on_request)
    keep(Cluster(folder=Path(sys.argv[1]), careless="--careless" in sys.argv[2:]))
