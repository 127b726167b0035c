"""Message catalogues without GNU gettext: extracted, compared and compiled by Babel."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from . import env

LOCALES = env.PROJECT / "locale"
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Gap:
    """A message that speakers of a language would read in English."""

    catalogue: Path
    message: str
    reason: str

    def __str__(self) -> str:
        return f"{self.catalogue.relative_to(env.PROJECT)}: {self.reason}: {self.message!r}"


def catalogues() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write the compiled form beside every catalogue that is newer than it; return how many were."""
    stale = [path for path in catalogues() if _is_stale(path)]
    for path in stale:
        compiled = path.with_suffix(".mo")
        unfinished = compiled.with_suffix(".mo.unfinished")
        with unfinished.open("wb") as file:
            write_mo(file, read(path))
        unfinished.replace(compiled)
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)
