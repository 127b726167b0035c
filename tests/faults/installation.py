"""A whole installation in a folder of its own, whose every part may be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from config import embedded, env
from config.demo.processes import Program
from config.embedded import Cluster, binaries
from config.embedded.cluster import USER
from tests.serving import QUIET, WebServer, celery, running
from tests.waiting import eventually


@dataclass
class Installation:
    """The parts of it."""

    cluster: Cluster
    surroundings: dict[str, str]
    web: WebServer
    worker: Program
    beat: Program

    def kill(self, program: Program) -> None:
        """End the program without a word, and start it again as whoever watches over it would."""
        program.kill()
        eventually(program.restart_if_dead)

    def kill_database(self) -> None:
        """End every session at once, writing nothing down; the keeper starts the server again."""
        pid = self.cluster.leftover()
        assert pid is not None
        os.kill(pid, signal.SIGQUIT)
        eventually(lambda: self.cluster.leftover() != pid and self.cluster.answers())

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask the database directly, past everything that could be wrong with the programs."""
        with self.cluster.connect() as connection:
            return connection.execute(question).fetchall()

    def answers_to(self, question: str) -> bool:
        """Say whether the database answers the question with nothing; False where it can't be asked yet."""
        try:
            return self.ask(question) == []
        except psycopg.OperationalError:
            return False

    def audit(self) -> str:
        """Return what `manage.py audit` says."""
        return manage(self.surroundings, "audit")


@contextmanager
def open_installation(home: Path) -> Iterator[Installation]:
    """Set up what this test's database holds with a server, web, worker and beat of its own; leave no process."""
    cluster = Cluster(folder=home / "postgres", careless=True)
    with embedded.hold(cluster):
        copy_database(cluster)
        surroundings = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "BOTTEGA_HOME": str(home)}
        surroundings |= {"DATABASE_URL": "", "LOG_LEVEL": "WARNING"}
        web = WebServer(home, surroundings)
        surroundings["SITE_URL"] = web.url
        worker = celery(home, surroundings, "worker", "--pool=threads", "--concurrency=4", *QUIET)
        beat = celery(home, surroundings, "beat", "--pidfile=")
        with running(web, worker, beat):
            yield Installation(cluster, surroundings, web, worker, beat)


def copy_database(cluster: Cluster) -> None:
    """Copy this test's database into the cluster's own, which is quicker than to migrate that."""
    where = connection.get_connection_params()
    given = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    source = os.environ | {name: str(where[key]) for name, key in given.items() if where.get(key)}
    programs = binaries.find()
    dump = subprocess.Popen(
        [programs / "pg_dump", "--no-owner", where["dbname"]], stdout=subprocess.PIPE, env=source
    )
    options = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    target = [f"--host={cluster.host}", f"--username={USER}", cluster.database]
    subprocess.run([programs / "psql", *options, *target], stdin=dump.stdout, check=True)
    assert dump.wait() == 0


def manage(surroundings: dict[str, str], *arguments: str) -> str:
    """Run a management command in the installation; return what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    own = os.environ | surroundings
    done = subprocess.run(command, cwd=env.PROJECT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
