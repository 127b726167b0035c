"""A comment of a template ends on the line where it begins; else everybody reads it."""

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_comments_end_where_they_begin(path: Path) -> None:
    for line in path.read_text().splitlines():
        assert line.count("{#") == line.count("#}"), line
