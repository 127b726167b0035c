"""Message catalogues, without GNU gettext: brought up to date, checked and compiled by Babel."""

import re
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from . import env, messages

LOCALES = env.PROJECT / "locale"
TRANSLATED = ("fr", "it", "id", "pl")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Gap:
    """A message that a reader of the language would get in English, or broken."""

    language: str
    message: str
    reason: str

    def __str__(self) -> str:
        return f"{self.language}: {self.reason}: {self.message!r}"


def gaps() -> list[Gap]:
    """Compare what the product says with what each language's catalogues say."""
    found = []
    for domain in messages.SOURCES:
        marked = messages.marked(domain)
        for language in TRANSLATED:
            catalogue = read(_path(language, domain), language)
            found += [gap for message in marked if message.id and (gap := _gap(language, catalogue, message))]
    return found


def _gap(language: str, catalogue: Catalog, message: Message) -> Gap | None:
    translation = catalogue.get(message.id, message.context)
    text = str(message.id if isinstance(message.id, str) else message.id[0])
    if translation is None:
        return Gap(language, text, "missing")
    if translation.fuzzy:
        return Gap(language, text, "fuzzy")
    forms = [translation.string] if isinstance(translation.string, str) else list(translation.string or ())
    if not all(forms):
        return Gap(language, text, "untranslated")
    if any(_placeholders(form) - _placeholders(str(message.id)) for form in forms):
        return Gap(language, text, "names a placeholder that the original hasn't")
    if isinstance(message.id, str) and _placeholders(forms[0]) != _placeholders(text):
        return Gap(language, text, "lacks a placeholder")
    return None


def _placeholders(text: str) -> set[str]:
    return {found[0] or found[1] for found in PLACEHOLDER.findall(text)}


def update() -> None:
    """Take new messages into every catalogue, untranslated, and drop those that are no longer said."""
    for domain in messages.SOURCES:
        marked = messages.marked(domain)
        for language in TRANSLATED:
            path = _path(language, domain)
            catalogue = read(path, language)
            catalogue.update(marked, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=110, include_lineno=False, sort_output=True)


def compile_all() -> int:
    """Write the compiled form beside every catalogue that is newer than it; return how many were."""
    stale = [path for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")) if _is_stale(path)]
    for path in stale:
        unfinished = path.with_suffix(".mo.unfinished")
        with unfinished.open("wb") as file:
            write_mo(file, read(path, path.parent.parent.name))
        unfinished.replace(path.with_suffix(".mo"))
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def read(path: Path, language: str) -> Catalog:
    """Read a language's catalogue, which may not exist yet."""
    if not path.exists():
        return Catalog(locale=language, domain=path.stem, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=path.stem)


def _path(language: str, domain: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
