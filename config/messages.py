"""Every string of the product that is marked for translation, found in Python, templates and JavaScript."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation import templatize

from . import env

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: Django's catalogues: what the server says, and what scripts in the browser say.
SOURCES = {
    "django": [
        "config/**/*.py",
        "apps/**/*.py",
        "templates/**/*.html",
        "templates/**/*.txt",
        "apps/**/templates/**/*.html",
    ],
    "djangojs": ["static/**/*.js"],
}
NOT_OURS = ("static/vendor/",)

LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)(?:\s*,\s*count)?\s*\)")


def marked(domain: str) -> Catalog:
    """Return a catalogue without translations of all that is marked in one of Django's domains."""
    catalogue = Catalog(domain=domain, fuzzy=False)
    for path in source_files(domain):
        name = str(path.relative_to(env.PROJECT))
        with path.open("rb") as file:
            for line, text, comments, context in extract(_method(path), file, KEYWORDS, ("Translators:",)):
                catalogue.add(text, locations=[(name, line)], auto_comments=comments, context=context)
    return catalogue


def source_files(domain: str) -> list[Path]:
    """List the files that may hold marked strings."""
    found = {path for pattern in SOURCES[domain] for path in env.PROJECT.glob(pattern)}
    return sorted(path for path in found if not str(path.relative_to(env.PROJECT)).startswith(NOT_OURS))


def _method(path: Path) -> Any:
    return {".py": "python", ".js": "javascript"}.get(path.suffix, _from_template)


def _from_template(file: Any, _keywords: Any, _comment_tags: Any, options: Any) -> Iterator[tuple[Any, ...]]:
    """Yield a Django template's messages the way Babel's extractors do."""
    calls = templatize(file.read().decode())
    for call in CALL.finditer(calls):
        line = calls.count("\n", 0, call.start()) + 1
        arguments = ast.literal_eval(f"({call[2]},)")
        yield line, call[1], arguments if len(arguments) > 1 else arguments[0], []
