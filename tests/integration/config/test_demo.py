"""`make demo` from start to stop: it serves, heals, refuses what it can't do, and leaves no process behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from config import databases, env
from config.embedded import Cluster, binaries, hold
from tests.factories.channels import ChannelFactory
from tests.waiting import eventually

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
]
NOT_INHERITED = ("DJANGO_", "BOTTEGA_", "DATABASE_URL", "BROKER_URL", "PYTEST_")


class Demo:
    """One run of the demo and what it printed."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.output = home, port, home.parent / f"output-{id(self)}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.demo"],
                cwd=env.PROJECT,
                env=inherited | {"BOTTEGA_HOME": str(home), "PORT": str(port)},
                stdout=output,
                stderr=output,
            )

    def says(self, words: str) -> bool:
        return words in self.output.read_text()

    def is_open(self) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return self.says("Ctrl-C")

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
                return bool(json.load(answer)["ready"])
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def processes(self, words: str = "") -> list[int]:
        """List the processes that work for this home and have these words in their command."""
        mark = f"BOTTEGA_HOME={self.home}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                ours = mark in (folder / "environ").read_bytes() + b"\0"
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if ours and words in command:
                found.append(int(folder.name))
        return found

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture
def home(tmp_path: Path, transactional_db: None) -> Path:
    """Return a home whose database is migrated and not empty, which spares the demo minutes."""
    home = tmp_path / "home"
    ChannelFactory()
    connection.close()
    programs = binaries.find()
    cluster = Cluster(folder=home / "postgres")
    with hold(cluster):
        dump = [programs / "pg_dump", databases.connection_string(connection.settings_dict)]
        tables = subprocess.run(dump, capture_output=True, check=True).stdout
        load = [programs / "psql", "--quiet", "--host", cluster.host, "--username=postgres", "bottega"]
        subprocess.run(load, input=tables, capture_output=True, check=True)
    (home / "demo-data-loaded").touch()
    return home


@pytest.fixture
def start(home: Path) -> Iterator[Callable[[int], Demo]]:
    demos: list[Demo] = []

    def begin(port: int) -> Demo:
        demos.append(Demo(home, port))
        return demos[-1]

    yield begin
    for demo in demos:
        demo.process.kill()
        demo.process.wait()
        eventually(lambda demo=demo: not demo.processes())


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_it_serves_heals_and_stops(start: Callable[[int], Demo], port: int) -> None:
    demo = start(port)
    eventually(demo.is_open)
    eventually(demo.is_ready)

    for name in ("celery --app=config worker", "gunicorn", "bin/postgres"):
        os.kill(min(demo.processes(name)), signal.SIGKILL)
        eventually(demo.is_ready)
    assert demo.says("The worker process died and was started again")
    assert demo.says("The web process died and was started again")

    second = start(port)
    assert second.process.wait(60) == 1
    assert second.says(f"A demo with this data runs already, at http://localhost:{port}")

    assert demo.stop(signal.SIGINT) == 0
    assert demo.says("Stopped.")
    assert demo.processes() == []


def test_it_stops_when_it_is_asked_to_end(start: Callable[[int], Demo], port: int) -> None:
    demo = start(port)
    eventually(lambda: demo.processes("gunicorn"))

    assert demo.stop(signal.SIGTERM) == 0

    assert demo.processes() == []


def test_killed_it_leaves_no_process(start: Callable[[int], Demo], port: int) -> None:
    demo = start(port)
    eventually(demo.is_open)

    demo.process.kill()

    eventually(lambda: not demo.processes())


def test_a_port_that_is_taken_is_refused(start: Callable[[int], Demo]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = int(other.getsockname()[1])
        demo = start(port)

        assert demo.process.wait(60) == 1
        assert demo.says(
            f"Port {port} can't be used (address already in use); choose another: make demo PORT=8001"
        )
        assert demo.processes() == []
