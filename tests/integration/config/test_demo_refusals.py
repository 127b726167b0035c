"""What `make demo` can't work with is said in one sentence, before anything is started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env


def refusal(home: Path | str, **settings: str) -> str:
    """Start the demo with the settings and return what it says before it gives up."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-m", "config.demo"],
        cwd=env.PROJECT,
        env=kept | {"BOTTEGA_HOME": str(home)} | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("PORT", "abc"), ("PORT", "99999"), ("DATABASE_URL", "mysql://shop"), ("BROKER_URL", "queue")],
        *[("CACHE_URL", "fast"), ("BOTTEGA_HOME", "/dev/null/here")],
    ],
)
def test_a_nonsensical_setting_is_named_with_what_to_write(tmp_path, name, value):
    said = refusal(tmp_path, **{name: value})

    assert said.startswith(f"{name} must be")


def test_a_database_that_isnt_there_is_named(tmp_path):
    said = refusal(tmp_path / "home", DATABASE_URL="postgresql://shop@127.0.0.1:1/shop", PORT="18431")

    assert "DATABASE_URL names a database that can't be reached" in said


def test_a_folder_that_cant_be_made_is_named():
    said = refusal("/proc/here")

    assert "BOTTEGA_HOME names /proc/here, which can't be made" in said or "must be a folder" in said
