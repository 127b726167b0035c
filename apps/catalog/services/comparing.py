"""What a row would change: told apart column by column, list by list, so that people can read it first."""

from collections.abc import Iterator
from typing import Any

from apps.catalog.texts import DEFAULT_LANGUAGE, best_text
from apps.catalog.types import AttributeDraft, Change, Texts

from .categories import CategoryTree
from .facets import attribute_code
from .known import Known
from .wanted import Wanted


def changes_of(wanted: Wanted, known: Known | None, tree: CategoryTree) -> list[Change]:
    """Return what saving the row would change; nothing for a new one, where everything is new."""
    if known is None:
        return []
    return [
        *_columns(wanted, known),
        *_brand(wanted, known),
        *_categories(wanted, known, tree),
        *_attributes(wanted, known),
        *_lists(wanted, known),
    ]


def _columns(wanted: Wanted, known: Known) -> Iterator[Change]:
    for name, value in wanted.columns.items():
        before = getattr(known.product, name)
        if _differ(before, value):
            yield Change(name, _words(before), _words(value))


def _differ(before: Any, after: Any) -> bool:
    """Tell values apart; an empty text and none are the same, no weight and zero grams aren't."""
    return (None if before == "" else before) != (None if after == "" else after)


def _brand(wanted: Wanted, known: Known) -> Iterator[Change]:
    if wanted.brand is not None and wanted.brand.lower() != known.brand.lower():
        yield Change("brand", known.brand, wanted.brand)


def _categories(wanted: Wanted, known: Known, tree: CategoryTree) -> Iterator[Change]:
    if wanted.categories is None:
        return
    ids = {tree.find(path) for path in wanted.categories}
    if ids != known.category_ids:
        after = "; ".join(" > ".join(best_text(step.names) for step in path) for path in wanted.categories)
        yield Change("categories", str(len(known.category_ids)), after)


def _attributes(wanted: Wanted, known: Known) -> Iterator[Change]:
    told: dict[str, AttributeDraft] = {attribute_code(draft.names): draft for draft in wanted.attributes}
    for code, draft in told.items():
        before = known.attributes.get(code) or known.attributes.get(f"{code}_text") or {}
        if not _same_texts(before, draft):
            yield Change(code, best_text(before), best_text(draft.values))


def _same_texts(before: Texts, draft: AttributeDraft) -> bool:
    if not draft.facet:
        return before.get(DEFAULT_LANGUAGE, "") == best_text(draft.values)
    first = {text.casefold() for text in before.values()}
    return best_text(draft.values).casefold() in first and all(
        before.get(language) for language, text in draft.values.items() if text
    )


def _lists(wanted: Wanted, known: Known) -> Iterator[Change]:
    if wanted.gtins and set(wanted.gtins) != known.gtins:
        yield Change("gtin", ", ".join(sorted(known.gtins)), ", ".join(wanted.gtins))
    if wanted.pictures is not None and not _same_pictures(wanted, known):
        yield Change("pictures", str(len(known.pictures)), str(len(wanted.pictures)))
    missing = [name for name in wanted.references if name not in known.references]
    if missing:
        yield Change("reference", "", ", ".join(missing))


def _same_pictures(wanted: Wanted, known: Known) -> bool:
    told = {picture.url: (place, picture.alt) for place, picture in enumerate(wanted.pictures or ())}
    there = {url: (source.position, source.alt) for url, source in known.pictures.items()}
    return told == there


def _words(value: Any) -> str:
    return "" if value is None else str(value)
