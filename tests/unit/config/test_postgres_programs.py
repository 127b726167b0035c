"""Data is opened by the PostgreSQL that made it, or not at all."""

from pathlib import Path

import pytest

from config.embedded import binaries


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with two of the system's versions and no wheel."""
    for version in ("9.6", "15"):
        program = tmp_path / version / "bin" / "postgres"
        program.parent.mkdir(parents=True)
        program.touch()
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setattr(binaries, "WHEEL", "no_such_package")
    return tmp_path


def test_new_data_is_made_by_the_newest(system: Path) -> None:
    assert binaries.find() == system / "15" / "bin"


def test_old_data_is_opened_by_the_version_that_made_it(system: Path) -> None:
    assert binaries.find(version="9.6") == system / "9.6" / "bin"


def test_data_of_a_version_that_is_not_here_is_refused(system: Path) -> None:
    with pytest.raises(SystemExit, match="made by PostgreSQL 18, and here is only"):
        binaries.find(version="18")


def test_no_postgresql_at_all_is_refused_with_what_to_do(
    system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "SYSTEM", system / "nowhere")

    with pytest.raises(SystemExit, match="Run `make setup`"):
        binaries.find()


def test_the_wheel_comes_first() -> None:
    pytest.importorskip(binaries.WHEEL)

    assert binaries.find().parent.name == "pginstall"
