"""A page of the channel's window, as an app shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import get_language

from apps.assortment.selectors.browse import browse
from apps.assortment.types import Card, Shelf
from apps.catalog.texts import DEFAULT_LANGUAGE, LANGUAGES
from apps.channels.models import Channel


def shelf(
    *, channel: Channel, asked: Mapping[str, Any], filters: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return one page in the reader's language, with what to narrow it by."""
    found = browse(
        channel=channel,
        language=reader_language(),
        query=asked["q"],
        category=asked["category"],
        filters=filters,
        sort=asked["sort"],
        page=asked["page"],
        page_size=asked["page_size"],
    )
    return _document(found)


def reader_language() -> str:
    """Return the language to answer in: the reader's if the site speaks it."""
    language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _document(found: Shelf) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "query": found.query,
        "corrected": found.corrected,
        "is_partial": found.is_partial,
        "suggestions": found.suggestions,
        "products": [_card(card) for card in found.items],
        "categories": [
            {"id": each.category_id, "name": each.label, "count": each.count} for each in found.categories
        ],
        "facets": [
            {
                "code": facet.code,
                "name": facet.label,
                "values": [
                    {"value": value.value, "name": value.label, "count": value.count}
                    for value in facet.values
                ],
            }
            for facet in found.facets
        ],
    }


def _card(card: Card) -> dict[str, Any]:
    facts = asdict(card)
    names = ("title", "line", "brand", "price", "price_to", "was", "currency", "includes_tax", "availability")
    return {
        "id": card.product_id,
        **{name: facts[name] for name in names},
        "picture": default_storage.url(card.picture) if card.picture else "",
        "rating": card.rating,
        "reviews": card.reviews,
        "is_new": card.is_new,
        "has_variants": card.has_variants,
        "swatches": [{"colour": swatch.colour, "name": swatch.label} for swatch in card.swatches],
    }
