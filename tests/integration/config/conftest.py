"""Clusters of their own, and people who use them from other processes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config import env
from config.embedded import Cluster

USE_IT = """
import sys
from pathlib import Path
from config.embedded import Cluster, hold
with hold(Cluster(folder=Path(sys.argv[1]), careless=True)):
    print("in", flush=True)
    sys.stdin.read()
"""

User = subprocess.Popen[str]


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    return Cluster(folder=tmp_path / "postgres", careless=True)


@pytest.fixture
def enter(cluster: Cluster) -> Iterator[Callable[[], User]]:
    """Return what lets another process use the cluster until its standard input is closed."""
    users: list[User] = []

    def start() -> User:
        command = [sys.executable, "-c", USE_IT, str(cluster.folder)]
        user = subprocess.Popen(
            command,
            cwd=env.PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        users.append(user)
        return user

    yield start
    for user in users:
        user.kill()
        user.communicate()


def is_in(user: User) -> bool:
    """Wait until a user has been let in."""
    assert user.stdout
    return user.stdout.readline() == "in\n"


def leave(user: User) -> int:
    """Have a user end by itself."""
    user.communicate(timeout=60)
    return user.returncode


@pytest.fixture
def manage(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs a management command in an installation of its own."""

    def run(
        *arguments: str, output: Any = subprocess.PIPE, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
        command = [sys.executable, "manage.py", *arguments]
        own = {"BOTTEGA_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
        return subprocess.run(
            command,
            cwd=env.PROJECT,
            env=surroundings | own | variables,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    return run
