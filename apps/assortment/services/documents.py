"""What a product's row says of it whatever the channel: texts, search words, facets, swatches."""

from collections.abc import Iterable, Sequence
from typing import Any

from apps.assortment.search.folding import fold, words_in
from apps.catalog.html import plain_text
from apps.catalog.portraits import Portrait, Sellable, Trait
from apps.catalog.texts import best_text

LONGEST_DESCRIPTION = 5_000
MOST_SWATCHES = 8
LINE_TRAITS = 2
COLOURS = frozenset({"colour", "color"})


def document_of(portrait: Portrait, languages: Sequence[str]) -> dict[str, Any]:
    """Return the row's columns that follow from the catalogue, and its texts to index, as JSON-like values."""
    codes = codes_of(portrait)
    all_words = [*portrait.titles.values(), portrait.brand, *codes]
    return {
        "product_id": portrait.product_id,
        "has_variants": portrait.has_variants,
        "slug": portrait.slug,
        "titles": {language: best_text(portrait.titles, language) for language in languages},
        "lines": {language: line_of(portrait, language) for language in languages},
        "brand": portrait.brand,
        "picture": portrait.picture,
        "swatches": swatches_of(portrait),
        "rating": portrait.rating,
        "reviews": portrait.reviews,
        "priority": portrait.priority,
        "listed_at": portrait.created_at.isoformat(),
        "category_ids": portrait.category_ids,
        "facets": facets_of(portrait),
        "codes": codes,
        "words": fold(" ".join(filter(None, all_words))),
        "texts": {language: texts_of(portrait, language) for language in languages},
    }


def line_of(portrait: Portrait, language: str) -> str:
    """Return what the product is in a few words: its first traits, such as "Stoneware, 32 cm"."""
    values = [best_text(trait.values, language) for trait in portrait.traits if trait.is_facet]
    return ", ".join(values[:LINE_TRAITS])


def texts_of(portrait: Portrait, language: str) -> dict[str, str]:
    """Return what is searched in a language, by weight: A the title, B what it is, C where it lies, D the rest."""
    traits = [best_text(trait.values, language) for trait in all_traits(portrait)]
    return {
        "a": best_text(portrait.titles, language),
        "b": " ".join(dict.fromkeys([portrait.brand, *traits])),
        "c": " ".join(best_text(names, language) for names in portrait.category_names),
        "d": plain_text(best_text(portrait.descriptions, language))[:LONGEST_DESCRIPTION],
    }


def vocabulary_of(documents: Iterable[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return the words, by language, that somebody may look for and mistype. Descriptions would add noise."""
    return {
        (language, word)
        for document in documents
        for language, texts in document["texts"].items()
        for weight in "abc"
        for word in words_in(texts[weight])
        if not word.isdigit()
    }


def facets_of(portrait: Portrait) -> list[str]:
    """Return what lists can be filtered by, as code=value, the value in the language all others fall back to."""
    traits = [trait for trait in all_traits(portrait) if trait.is_facet]
    facets = [f"{trait.code}={best_text(trait.values, 'en')}" for trait in traits]
    if portrait.brand:
        facets.append(f"brand={portrait.brand}")
    return sorted(set(facets))


def _token(trait: Trait | None) -> str:
    return f"{trait.code}={best_text(trait.values)}" if trait else ""


def codes_of(portrait: Portrait) -> list[str]:
    """Return every SKU, in capitals, and every GTIN."""
    skus = [sellable.sku.upper() for sellable in portrait.sellables if sellable.sku]
    return sorted({*skus, *(gtin for sellable in portrait.sellables for gtin in sellable.gtins)})


def colours_of(portraits: Iterable[Portrait]) -> dict[str, str]:
    """Return the colour of each value to filter by that variants show one for: colour=Green -> #2f6b55."""
    return {
        _token(_colour_trait(sellable)): sellable.swatch
        for portrait in portraits
        for sellable in portrait.sellables
        if sellable.swatch and sellable.is_public and _colour_trait(sellable)
    }


def swatches_of(portrait: Portrait) -> list[dict[str, Any]]:
    """Return the colours it comes in, each once, with their names by language."""
    found: dict[str, dict[str, Any]] = {}
    for sellable in portrait.sellables:
        if sellable.swatch and sellable.is_public:
            trait = _colour_trait(sellable)
            labels = dict(trait.values) if trait else {}
            found.setdefault(sellable.swatch, {"colour": sellable.swatch, "labels": labels})
    return list(found.values())[:MOST_SWATCHES]


def _colour_trait(sellable: Sellable) -> Trait | None:
    """Return what names the swatch: the colour, or else whatever the variant is chosen by."""
    facets = [trait for trait in sellable.traits if trait.is_facet]
    colours = [trait for trait in facets if trait.code in COLOURS]
    return next(iter(colours or facets), None)


def all_traits(portrait: Portrait) -> list[Trait]:
    """Return the product's own traits and those of its public variants."""
    variants = [sellable for sellable in portrait.sellables if sellable.is_public]
    return [*portrait.traits, *(trait for sellable in variants for trait in sellable.traits)]
