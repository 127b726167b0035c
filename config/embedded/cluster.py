"""One PostgreSQL cluster in a folder: its files, its address, starting and stopping its server."""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config.lifeline import end_with_parent

from . import binaries

USER = "postgres"
LONGEST_SOCKET_PATH = 107
COMMON = {
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
}
#: Commits still reach the operating system one by one, so that killing the server loses none. Nobody tidies up
#: meanwhile, so that the same query has the same plan in every run.
CARELESS = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that lives in `folder`. A careless one trades surviving a power cut for speed: for tests."""

    folder: Path
    database: str = "bottega"
    careless: bool = False

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def host(self) -> str:
        """The folder of the server's socket, by a name short enough for a socket's address."""
        if len(f"{self.data}/.s.PGSQL.5432") <= LONGEST_SOCKET_PATH:
            return str(self.data)
        key = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return str(Path(tempfile.gettempdir()) / f"bottega-{os.geteuid()}-{key}")

    def address(self) -> dict[str, str]:
        """Return the server's address as Django's database settings name it."""
        return {"NAME": self.database, "HOST": self.host, "USER": USER}

    def connect(self, database: str = "", **options: Any) -> psycopg.Connection[Any]:
        """Connect in autocommit mode, to the cluster's own database unless told otherwise."""
        return psycopg.connect(
            host=self.host,
            user=USER,
            dbname=database or self.database,
            autocommit=True,
            connect_timeout=5,
            **options,
        )

    def answers(self) -> bool:
        """Say whether the server runs and has its database."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def initialise(self) -> None:
        """Make the cluster's files unless they are there."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._give_to_service_account()
        if (self.data / "PG_VERSION").exists():
            return
        # With the C locale's character classes, trigrams of words that aren't ASCII are silently empty.
        options = [
            "-U",
            USER,
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            *(["-N"] if self.careless else []),
        ]
        made = subprocess.run(
            self._command("initdb", *options),
            capture_output=True,
            text=True,
            check=False,
            **self._surroundings(),
        )
        if made.returncode:
            raise SystemExit(
                f"The embedded PostgreSQL can't make its files in {self.data}: {made.stderr.strip()}"
            )

    def _give_to_service_account(self) -> None:
        """Root may have copied the files, or the account may be another one than when they were made."""
        account = binaries.service_account()
        if account and self.data.stat().st_uid != account.pw_uid:
            for path in [self.data, *self.data.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)

    def start(self) -> subprocess.Popen[bytes] | None:
        """Start the server as a child that ends when this process does; None if it refuses, else when it answers."""
        self._shorten_address()
        settings = COMMON | (CARELESS if self.careless else {})
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            server = subprocess.Popen(
                self._command("postgres", *options),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGINT),  # noqa: PLW1509 - the keeper has one thread
                **self._surroundings(),
            )
        while not self._ready():
            if server.poll() is not None:
                return None
            time.sleep(0.02)
        return server

    def _ready(self) -> bool:
        try:
            with self.connect(USER) as connection:
                found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database])
                if found.fetchone() is None:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database)))
        except psycopg.OperationalError:
            return False
        return True

    def leftover(self) -> int | None:
        """Return the process id of a server that still runs on these files after its keeper was killed."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            ours = Path(f"/proc/{pid}/cwd").samefile(self.data)  # the number may be another program's by now
        except (OSError, ValueError, IndexError):
            return None
        return pid if ours else None

    def _command(self, program: str, *options: str) -> list[str]:
        programs = binaries.find(version=self._version())
        return [str(programs / program), "-D", self._data_from_within(), *options]

    def _version(self) -> str | None:
        """Return the major version of the server that made the files, if they are made."""
        mark = self.data / "PG_VERSION"
        return mark.read_text().strip() if mark.exists() else None

    def _data_from_within(self) -> str:
        """Name the data folder so that the service account needn't enter the folders above it."""
        return "/proc/self/cwd" if sys.platform == "linux" else str(self.data)

    def _surroundings(self) -> dict[str, Any]:
        account = binaries.service_account()
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        return {"cwd": self.data, "stdin": subprocess.DEVNULL, **identity}

    def _shorten_address(self) -> None:
        link = Path(self.host)
        if link == self.data:
            return
        if link.is_symlink() and link.lstat().st_uid == os.geteuid():
            link.unlink()
        link.symlink_to(self.data)
