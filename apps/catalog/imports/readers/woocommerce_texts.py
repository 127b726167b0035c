"""How WooCommerce writes lists, rich text and sizes in cells."""

import re

from apps.catalog.html import plain_text, sanitize
from apps.catalog.types import AttributeDraft

from ..values import Cells

_COMMA = re.compile(r"(?<!\\),")
_MARKUP = re.compile(r"<\w")
_PARAGRAPHS = re.compile(r"(?:\\n|\r?\n){2,}")
_BREAK = re.compile(r"\\n|\r?\n")
_SIZES = re.compile(r"(length|width|height) \((\w+)\)\Z")


def split_list(text: str) -> list[str]:
    """Return the parts of a list separated by commas; a comma inside a part is written as \\,"""
    return [part.replace("\\,", ",").strip() for part in _COMMA.split(text) if part.strip()]


def rich_text(text: str) -> str:
    """Return a description as harmless HTML; blank lines make paragraphs, as WordPress shows them."""
    if not text:
        return ""
    if _MARKUP.search(text) and re.search(r"<(p|div|ul|ol|h\d|table)\b", text, re.IGNORECASE):
        return sanitize(_BREAK.sub(" ", text))
    paragraphs = (part.strip() for part in _PARAGRAPHS.split(text))
    return sanitize("".join(f"<p>{_BREAK.sub('<br>', part)}</p>" for part in paragraphs if part))


def describe_size(line: Cells, language: str) -> tuple[AttributeDraft, ...]:
    """Return the size of the thing as one attribute, such as 30 × 20 × 5 cm."""
    sizes, unit = [], ""
    for column in line.cells:
        found = _SIZES.match(column)
        if found and (number := line.measure(column)):
            sizes.append(f"{number.normalize():f}")
            unit = found[2]
    if not sizes:
        return ()
    said = f"{' × '.join(sizes)} {unit}"
    return (AttributeDraft({language: "Size of the item"}, {language: said}, facet=False),)


def names_of(text: str) -> list[str]:
    """Return the values of an attribute's cell, entities written out."""
    return [plain_text(part) for part in split_list(text)]
