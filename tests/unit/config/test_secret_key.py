"""An installation that was given no key makes one, once."""

from pathlib import Path

from config import secrets


def test_the_key_stays_the_same(tmp_path: Path) -> None:
    home = tmp_path / "home"

    first = secrets.kept_in(home)

    assert secrets.kept_in(home) == first
    assert len(first) >= 50


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    secrets.kept_in(tmp_path)

    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
