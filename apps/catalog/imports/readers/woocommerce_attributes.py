"""Attributes in WooCommerce's numbered columns: what varies, and what is the same for all variations."""

import re
from collections.abc import Iterable, Sequence

from apps.catalog.html import plain_text
from apps.catalog.types import AttributeDraft

from ..values import Cells
from .woocommerce_texts import names_of, split_list

_NUMBERED = re.compile(r"attribute (\d+) name\Z")

Columns = tuple[str, ...]
"""The columns of one attribute: its name, its values, and what else is said of it."""


def attribute_columns(columns: Iterable[str]) -> list[Columns]:
    """Return the columns of each numbered attribute, in order."""
    numbers = [int(found[1]) for name in columns if (found := _NUMBERED.match(name.lower()))]
    parts = ("name", "value(s)", "visible", "global", "default")
    return [tuple(f"attribute {number} {part}" for part in parts) for number in sorted(numbers)]


def own_attributes(
    parent: Cells, variations: Sequence[Cells], attributes: Sequence[Columns], language: str
) -> tuple[list[AttributeDraft], list[Columns]]:
    """Return what holds for the whole product, and the attributes in which its variations differ.

    An attribute that no variation sets ("any size") is the product's, all its values listed.
    """
    differing = {
        plain_text(line.text(columns[0])).casefold()
        for line in variations
        for columns in attributes
        if line.text(columns[0]) and line.text(columns[1])
    }
    own = []
    for name, values in _said(parent, attributes):
        if name.casefold() in differing or not values:
            continue
        own.append(AttributeDraft({language: name}, {language: ", ".join(values)}, facet=len(values) == 1))
    own += _tags(parent, language)
    return own, list(attributes)


def variant_attributes(
    line: Cells, attributes: Sequence[Columns], language: str
) -> tuple[AttributeDraft, ...]:
    """Return the values that make the variation."""
    return tuple(
        AttributeDraft({language: name}, {language: ", ".join(values)})
        for name, values in _said(line, attributes)
        if values
    )


def _said(line: Cells, attributes: Sequence[Columns]) -> Iterable[tuple[str, list[str]]]:
    for columns in attributes:
        name = plain_text(line.text(columns[0]))
        if name:
            yield name, names_of(line.text(columns[1]))


def _tags(line: Cells, language: str) -> list[AttributeDraft]:
    tags = ", ".join(dict.fromkeys(plain_text(tag) for tag in split_list(line.text("tags"))))
    return [AttributeDraft({language: "Tags"}, {language: tags}, facet=False)] if tags else []
