"""Using the embedded server: it runs while anybody holds a lease, whoever started it, however they end."""

import fcntl
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Self

from config import env

from .cluster import Cluster
from .locks import try_lock

LONGEST_START = 60.0
LONGEST_STOP = 20.0


def main_cluster() -> Cluster:
    """Return the cluster that serves where DATABASE_URL names none."""
    return Cluster(folder=env.current().home / "postgres")


def hold(cluster: Cluster | None = None) -> "Lease":
    """Make sure that the server runs, and go on running, until the lease is released or this process ends."""
    lease = Lease(cluster or main_cluster())
    lease.ensure_running()
    return lease


class Lease:
    """One process's claim on a running server, passed on to its forks."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        try:
            cluster.folder.mkdir(parents=True, exist_ok=True)
            self._claim: IO[str] = (cluster.folder / "users.lock").open("w")
        except OSError as error:
            raise SystemExit(f"BOTTEGA_HOME must be a folder that can be written to: {error}.") from None
        fcntl.flock(self._claim, fcntl.LOCK_SH)  # waits while a keeper is stopping the server

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def ensure_running(self) -> None:
        """Start a keeper unless one is at work, and wait until the server answers."""
        with (self.cluster.folder / "starting.lock").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if self.kept() and self.cluster.answers():
                return
            keeper = self._start_keeper()
            deadline = time.monotonic() + LONGEST_START
            while not self.cluster.answers():
                if keeper.poll():
                    raise SystemExit(self._keeper_log.read_text().strip().splitlines()[-1])
                if time.monotonic() > deadline:
                    raise SystemExit(f"The embedded PostgreSQL doesn't answer; see {self.cluster.log}.")
                time.sleep(0.02)

    def kept(self) -> bool:
        """Say whether a keeper looks after the server."""
        with (self.cluster.folder / "keeper.lock").open("a") as keeper:
            return not try_lock(keeper, fcntl.LOCK_SH)

    def release(self) -> None:
        """Give the claim back; if it was the last, return when the server has stopped."""
        last = try_lock(self._claim, fcntl.LOCK_EX)
        self._claim.close()
        deadline = time.monotonic() + LONGEST_STOP
        while last and self.kept() and time.monotonic() < deadline:
            time.sleep(0.02)

    @property
    def _keeper_log(self) -> Path:
        return self.cluster.folder / "keeper.log"

    def _start_keeper(self) -> subprocess.Popen[bytes]:
        careless = ["--careless"] if self.cluster.careless else []
        command = [sys.executable, "-m", "config.embedded.keeper", str(self.cluster.folder), *careless]
        with self._keeper_log.open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=env.PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
