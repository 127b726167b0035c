"""The demo's data files."""

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"


def load(name: str) -> Any:
    """Return the content of one of the demo's data files."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
