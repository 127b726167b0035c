"""`make demo`: prepare everything, serve the shop, stop cleanly on Ctrl-C or SIGTERM."""

import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ["BOTTEGA_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"

from config import embedded, env
from config.env import Environment

from . import guards, welcome
from .processes import KeepsDying, Program, stop_all

Outcome = TypeVar("Outcome")
LONGEST_START = 60.0
BETWEEN_LOOKS = 0.25
#: Workers that talk to each other need a broker that broadcasts; ours have nothing to say.
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def main() -> None:
    """Run the demo until it is told to stop."""
    began = time.monotonic()
    environment = env.current()
    guards.end_with_make()
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # a shell that starts us in the background ignores SIGINT for us
        signal.signal(number, signal.default_int_handler)
    try:
        with guards.only_one(environment):
            lease = None if environment.database_url else step("PostgreSQL", embedded.hold)
            try:
                prepare()
                serve(environment, lease=lease, began=began)
            finally:
                ignore_further_requests()
                if lease:
                    lease.release()
    except KeyboardInterrupt:
        print("Stopped.", flush=True)
    except KeepsDying as fault:
        raise SystemExit(str(fault)) from None


def prepare() -> None:
    """Do what comes before serving."""
    import django

    step("Reading the code", django.setup)
    from . import preparation

    step("Database", preparation.reach_database)
    step("Translations", preparation.compile_translations)
    step("Database tables", preparation.migrate)
    step("Static files", preparation.collect_static)
    step("Demo data", preparation.load_demo_data)


def step(title: str, work: Callable[[], Outcome]) -> Outcome:
    """Do one thing, with its name before and its outcome after it."""
    print(f"  {title:<18}", end="", flush=True)
    started = time.monotonic()
    outcome = work()
    words = outcome if isinstance(outcome, str) else "ready"
    print(f"{words} ({time.monotonic() - started:.1f} s)", flush=True)
    return outcome


def serve(environment: Environment, *, lease: embedded.Lease | None, began: float) -> None:
    """Run web, worker and beat, and start again whichever dies, until told to stop."""
    programs = programs_of(environment)
    try:
        step("Web server", lambda: start_web(environment, programs[0]))
        for program in programs[1:]:
            program.start()
        welcome.say(url=f"http://localhost:{environment.port}", seconds=time.monotonic() - began)
        while True:
            time.sleep(BETWEEN_LOOKS)
            revive(programs)
            if lease and not lease.kept():
                lease.ensure_running()
    finally:
        ignore_further_requests()
        print("\nStopping ...", flush=True)
        stop_all(programs)


def programs_of(environment: Environment) -> list[Program]:
    """Return what the Procfile names, as this machine runs it."""
    here = Path(sys.executable).parent
    celery = [str(here / "celery"), "--app=config"]
    commands = {
        "web": [str(here / "gunicorn"), "--config=config/gunicorn.py"],
        "worker": [*celery, "worker", "--pool=threads", "--concurrency=4", *QUIET],
        "beat": [*celery, "beat", "--pidfile="],
    }
    logs = environment.home / "logs"
    return [Program(name, command, logs / f"{name}.log") for name, command in commands.items()]


def start_web(environment: Environment, web: Program) -> None:
    """Start the site before the others, which would only slow it down, and wait until it answers."""
    web.start()
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        revive([web])
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{environment.port}/healthz", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(BETWEEN_LOOKS)
    raise SystemExit(f"The web server doesn't answer; see {web.log}.")


def revive(programs: list[Program]) -> None:
    for program in programs:
        if program.restart_if_dead():
            print(f"The {program.name} process died and was started again; see {program.log}.", flush=True)


def ignore_further_requests() -> None:
    """Stopping takes a moment; a second Ctrl-C shall not cut it short and leave something behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


if __name__ == "__main__":
    main()
