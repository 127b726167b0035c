"""A whole installation in a folder of its own, whose every part may be killed."""

import json
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

from config import embedded, env
from config.demo.processes import Program
from config.embedded import Cluster
from tests.serving import QUIET, WebServer, celery, running
from tests.waiting import eventually


@dataclass
class Installation:
    """The parts, and the shop that they run."""

    home: Path
    cluster: Cluster
    lease: embedded.Lease
    surroundings: dict[str, str]
    facts: dict[str, Any]
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
    """Set up a shop with its database, web server, worker and beat; leave no process."""
    cluster = Cluster(folder=home / "postgres", careless=True)
    with embedded.hold(cluster) as lease:
        surroundings = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "BOTTEGA_HOME": str(home)}
        surroundings |= {"DATABASE_URL": "", "LOG_LEVEL": "WARNING"}
        facts = json.loads(run(surroundings, "-m", "tests.faults.opening"))
        web = WebServer(home, surroundings)
        surroundings["SITE_URL"] = web.url
        worker = celery(home, surroundings, "worker", "--pool=threads", "--concurrency=4", *QUIET)
        beat = celery(home, surroundings, "beat", "--pidfile=")
        with running(web, worker, beat):
            yield Installation(home, cluster, lease, surroundings, facts, web, worker, beat)


def manage(surroundings: dict[str, str], *arguments: str) -> str:
    return run(surroundings, "manage.py", *arguments)


def run(surroundings: dict[str, str], *arguments: str) -> str:
    """Run a Python program of the project in the installation; return what it printed."""
    command = [sys.executable, *arguments]
    own = os.environ | surroundings
    done = subprocess.run(command, cwd=env.PROJECT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
