"""Programs that run together: started, restarted when they die, stopped together, none left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.lifeline import end_with_parent

LONGEST_STOP = 15.0
#: A program that dies this often within this many seconds won't get better by starting it once more.
DEATHS, WITHIN = 4, 60.0


class KeepsDying(Exception):
    """A program dies as soon as it is started; says so and quotes the end of its log."""

    def __init__(self, name: str, log: Path) -> None:
        last_words = log.read_text(errors="replace").strip().splitlines()[-12:]
        super().__init__(
            "\n  ".join([f"{name} ends as soon as it is started. The end of {log}:", *last_words])
        )


@dataclass(slots=True)
class Program:
    """One program with its output in a file, in a process group of its own so that Ctrl-C reaches only us."""

    name: str
    command: Sequence[str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),  # noqa: PLW1509 - we have one thread
            )

    def restart_if_dead(self) -> bool:
        """Start the program again if it has ended, and say so. Raises KeepsDying when that doesn't help."""
        if self.process is None or self.process.poll() is None:
            return False
        self.kill()
        now = time.monotonic()
        self.deaths = [*(death for death in self.deaths if now - death < WITHIN), now]
        if len(self.deaths) >= DEATHS:
            raise KeepsDying(self.name, self.log)
        self.start()
        return True

    def stop(self, *, deadline: float) -> None:
        """Wait for a program that was asked to end; past the deadline, end it."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self.kill()
        self.process.wait()

    def kill(self) -> None:
        """End whatever is left of the program and of the processes that it started."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def stop_all(programs: Iterable[Program]) -> None:
    """Ask every program to finish what it is doing, wait, and kill what doesn't."""
    for program in programs:
        if program.process and program.process.poll() is None:
            program.process.terminate()
    deadline = time.monotonic() + LONGEST_STOP
    for program in programs:
        program.stop(deadline=deadline)
