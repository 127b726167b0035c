"""The embedded server runs while anybody uses it, whoever started it and however they end."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from config.embedded import Cluster, hold
from tests.integration.config.conftest import User, is_in, leave
from tests.waiting import eventually


def server_pid(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def is_down(cluster: Cluster) -> bool:
    return not cluster.answers() and not (cluster.data / "postmaster.pid").exists()


def test_it_runs_while_it_is_held_and_no_longer(cluster: Cluster) -> None:
    with hold(cluster):
        assert cluster.answers()

    assert is_down(cluster)


def test_what_was_written_is_there_the_next_time(cluster: Cluster) -> None:
    with hold(cluster), cluster.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Altopascio' AS name")

    with hold(cluster), cluster.connect() as connection:
        assert connection.execute("SELECT name FROM kept").fetchone() == ("Altopascio",)


def test_words_that_are_not_ascii_have_trigrams(cluster: Cluster) -> None:
    with hold(cluster), cluster.connect() as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        found = connection.execute("SELECT similarity('świeca', 'świece')").fetchone()

    assert found
    assert found[0] > 0.3


def test_two_who_come_at_once_share_one_server(cluster: Cluster, enter: Callable[[], User]) -> None:
    alice, bob = enter(), enter()

    assert is_in(alice)
    assert is_in(bob)
    assert cluster.answers()


def test_it_outlives_the_one_who_started_it(cluster: Cluster, enter: Callable[[], User]) -> None:
    alice = enter()
    assert is_in(alice)
    bob = enter()
    assert is_in(bob)
    server = server_pid(cluster)

    assert leave(alice) == 0

    assert cluster.answers()
    assert server_pid(cluster) == server
    leave(bob)
    assert is_down(cluster)


def test_a_user_that_is_killed_leaves_nothing_running(cluster: Cluster, enter: Callable[[], User]) -> None:
    alice = enter()
    assert is_in(alice)

    alice.kill()

    eventually(lambda: is_down(cluster))


def test_a_server_that_is_killed_comes_back_with_what_was_written(tmp_path: Path) -> None:
    cluster = Cluster(folder=tmp_path / "postgres")
    with hold(cluster):
        with cluster.connect() as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")

        killed = server_pid(cluster)
        os.kill(killed, signal.SIGKILL)

        eventually(lambda: cluster.answers() and server_pid(cluster) != killed)
        with cluster.connect() as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_marks_left_by_a_machine_that_lost_power_are_no_obstacle(cluster: Cluster) -> None:
    with hold(cluster):
        marks = (cluster.data / "postmaster.pid").read_text()
    (cluster.data / "postmaster.pid").write_text(marks.replace(marks.split()[0], str(os.getpid()), 1))

    with hold(cluster):
        assert cluster.answers()


def test_a_long_path_has_a_short_address(tmp_path: Path) -> None:
    cluster = Cluster(folder=tmp_path / ("a-long-name-" * 9) / "postgres", careless=True)

    with hold(cluster):
        assert len(cluster.host) < len(str(cluster.data))
        assert cluster.answers()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server under another account")
def test_root_may_keep_it_in_a_folder_that_nobody_else_can_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(folder=closed / "postgres", careless=True)

    with hold(cluster):
        assert cluster.answers()
        assert cluster.data.stat().st_uid != 0
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server under another account")
def test_files_that_root_copied_are_taken_over(cluster: Cluster) -> None:
    with hold(cluster):
        pass
    for path in [cluster.data, *cluster.data.rglob("*")]:
        os.chown(path, 0, 0)

    with hold(cluster):
        assert cluster.answers()


def test_a_home_that_cannot_be_written_to_is_refused_in_one_sentence() -> None:
    with pytest.raises(SystemExit, match="BOTTEGA_HOME must be a folder that can be written to"):
        hold(Cluster(folder=Path("/proc/bottega")))
