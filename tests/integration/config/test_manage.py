"""Every management command works by itself: the database is there for it and gone after it."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from config.embedded import Cluster, hold

Manage = Callable[..., subprocess.CompletedProcess[str]]


def test_a_command_finds_a_database_and_leaves_none(manage: Manage, tmp_path: Path) -> None:
    ran = manage("inspectdb", "no_such_table")

    assert ran.returncode == 0, ran.stderr
    assert not Cluster(folder=tmp_path / "home" / "postgres").answers()


def test_a_command_leaves_a_database_that_ran_before(manage: Manage, tmp_path: Path) -> None:
    cluster = Cluster(folder=tmp_path / "home" / "postgres")
    with hold(cluster):
        assert manage("inspectdb", "no_such_table").returncode == 0

        assert cluster.answers()


def test_asking_for_help_starts_nothing(manage: Manage, tmp_path: Path) -> None:
    assert "Available subcommands" in manage("help").stdout

    assert not (tmp_path / "home" / "postgres").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "sqlite:///shop.db"), ("PORT", "abc"), ("BOTTEGA_HOME", "/dev/null/home")],
)
def test_nonsense_is_refused_in_one_sentence(manage: Manage, name: str, value: str) -> None:
    ran = manage("check", **{name: value})

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"{name} must be")
    assert ran.stderr.count("\n") == 1


def test_production_says_what_must_be_set(manage: Manage) -> None:
    ran = manage("check", DJANGO_SETTINGS_MODULE="config.settings.production")

    assert ran.returncode == 1
    assert ran.stderr.startswith("SECRET_KEY must be set here")


def test_production_finds_nothing_to_complain_about(manage: Manage) -> None:
    ran = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        DJANGO_SETTINGS_MODULE="config.settings.production",
        SECRET_KEY="x7Zk2pQ9vLm4Rt8sWb3Yc6Nd1Fg5Hj0KqXe7Ua2Io9Pz4Sl6Tv",
        DATABASE_URL="postgresql://bottega:secret@db.example.com/bottega",
        SITE_URL="https://shop.example.com",
        ALLOWED_HOSTS="shop.example.com",
        EMAIL_URL="smtp+tls://user:secret@mail.example.com",
    )

    assert ran.returncode == 0, ran.stderr


def test_a_database_that_isnt_there_is_named_in_one_sentence(manage: Manage) -> None:
    ran = manage("audit", DATABASE_URL="postgresql://shop:secret@127.0.0.1:1/shop")

    assert ran.returncode == 1
    assert ran.stderr.startswith("DATABASE_URL names a database that can't be reached")
    assert "secret" not in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_reader_that_has_enough_ends_a_command_quietly(manage: Manage) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as nobody:
        ran = manage("help", output=nobody)

    assert (ran.returncode, ran.stderr) == (128 + signal.SIGPIPE, "")
