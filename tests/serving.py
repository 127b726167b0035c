"""The product's own processes beside a test: a web server on a free port, Celery's programs. None outlives the test."""

import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from config.demo.processes import Program, stop_all

from .waiting import eventually

HERE = Path(sys.executable).parent
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


class WebServer(Program):
    """gunicorn as the Procfile runs it; answers at `url`."""

    def __init__(self, folder: Path, surroundings: Mapping[str, str]) -> None:
        self.port = free_port()
        own = {"PORT": str(self.port), "BOTTEGA_BIND": "127.0.0.1"}
        command = [str(HERE / "gunicorn"), "--config=config/gunicorn.py"]
        super().__init__("web", with_surroundings(command, {**surroundings, **own}), folder / "web.log")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        """Say whether it serves; raise where it has ended."""
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True


def celery(folder: Path, surroundings: Mapping[str, str], role: str, *options: str) -> Program:
    """Return a worker or beat, not started yet."""
    command = [str(HERE / "celery"), "--app=config", role, *options]
    return Program(role, with_surroundings(command, surroundings), folder / f"{role}.log")


@contextmanager
def running(*programs: Program) -> Iterator[None]:
    """Start the programs, wait until a web server among them answers, stop them all at the end."""
    try:
        for program in programs:
            program.start()
        for program in programs:
            if isinstance(program, WebServer):
                eventually(program.answers)
        yield
    finally:
        for program in programs:  # at once: nothing that they could still finish is of use to anybody
            program.kill()
        stop_all(programs)


def with_surroundings(command: list[str], variables: Mapping[str, str]) -> list[str]:
    return ["env", *(f"{name}={value}" for name, value in variables.items()), *command]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
