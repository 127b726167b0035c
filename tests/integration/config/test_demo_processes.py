"""Programs that run together: revived when they die, given up when that is no use, stopped without a trace."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.demo.processes import KeepsDying, Program, stop_all
from tests.waiting import eventually

FAMILY = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"
STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
)


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[list[Program]]:
    started: list[Program] = []
    yield started
    stop_all(started)


def program(programs: list[Program], folder: Path, code: str) -> Program:
    made = Program("worker", [sys.executable, "-c", code], folder / "worker.log")
    programs.append(made)
    made.start()
    return made


def pid(program: Program) -> int:
    assert program.process
    return program.process.pid


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_that_dies_is_started_again(programs: list[Program], tmp_path: Path) -> None:
    worker = program(programs, tmp_path, FAMILY)
    first = pid(worker)
    os.kill(first, signal.SIGKILL)

    eventually(worker.restart_if_dead)

    assert pid(worker) != first
    eventually(lambda: is_gone(first))


def test_one_that_lives_is_left_alone(programs: list[Program], tmp_path: Path) -> None:
    assert not program(programs, tmp_path, FAMILY).restart_if_dead()


def test_one_that_keeps_dying_is_given_up_with_its_last_words(
    programs: list[Program], tmp_path: Path
) -> None:
    worker = program(programs, tmp_path, "raise SystemExit('The queue is on fire')")

    with pytest.raises(KeepsDying, match="The queue is on fire"):
        eventually(lambda: worker.restart_if_dead() and False)


def test_stopping_leaves_no_grandchild(programs: list[Program], tmp_path: Path) -> None:
    worker = program(programs, tmp_path, FAMILY)
    group = pid(worker)

    stop_all(programs)

    assert is_gone(group)


def test_one_that_will_not_stop_is_ended(
    programs: list[Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.demo.processes.LONGEST_STOP", 0.1)
    worker = program(programs, tmp_path, STUBBORN)
    eventually(lambda: "up" in worker.log.read_text())

    stop_all(programs)

    assert is_gone(pid(worker))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")
def test_children_end_when_their_parent_is_killed(programs: list[Program], tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from config.demo.processes import Program
import sys, time
child = Program("child", [sys.executable, "-c", "import time; time.sleep(600)"], Path({str(tmp_path)!r}) / "child.log")
child.start()
print("child", child.process.pid, flush=True)
time.sleep(600)
"""
    parent = program(programs, tmp_path, code)
    eventually(lambda: "child" in parent.log.read_text())
    child = int(parent.log.read_text().split()[1])

    os.kill(pid(parent), signal.SIGKILL)

    eventually(lambda: is_gone(child))
