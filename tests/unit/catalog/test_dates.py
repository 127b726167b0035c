"""Days and moments as shops write them are read where they are clear, and asked about where they aren't."""

import pytest

from apps.catalog.imports.values import Cells


@pytest.mark.parametrize(
    "written", ["2026-11-30", "20261130", "30.11.2026", "30/11/2026", "11/30/2026", "30-11-2026"]
)
def test_a_day_counts_to_its_end(written: str) -> None:
    cells = Cells(2, {"until": written})

    assert cells.day_start("until").isoformat() == "2026-11-30T00:00:00+00:00"  # type: ignore[union-attr]
    assert cells.day_end("until").isoformat() == "2026-12-01T00:00:00+00:00"  # type: ignore[union-attr]


def test_a_moment_is_kept() -> None:
    cells = Cells(2, {"until": "2026-11-30 18:00:00"})

    assert cells.day_end("until").isoformat() == "2026-11-30T18:00:00+00:00"  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["03/04/2026", "31.02.2026", "soon", "30.11.26"])
def test_what_is_unclear_is_asked_about(written: str) -> None:
    cells = Cells(2, {"until": written})

    assert cells.day_start("until") is None
    assert [problem.code for problem in cells.problems] == ["not-a-date"]
