"""The words of facets and categories in the reader's language. One query for all of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.assortment.search.filters import Filters
from apps.assortment.types import CategoryCount, Facet, FacetValue
from apps.catalog.texts import localized

from .counts import Counts

MOST_VALUES = 40
FEWEST_VALUES = 2


@dataclass(frozen=True, slots=True)
class Labels:
    """Words by attribute code and by facet token, swatches by token, categories to go on to."""

    attributes: Mapping[str, str]
    values: Mapping[str, str]
    swatches: Mapping[str, str]
    categories: tuple[tuple[int, str, str], ...]


def read_labels(*, language: str, counts: Counts, category_id: int | None) -> Labels:
    """Return the words for what was counted; of categories only those right below the one shown."""
    tokens = [token for values in counts.facets.values() for token in values]
    params: list[Any] = [
        list(counts.facets),
        tokens,
        tokens,
        list(counts.categories),
        category_id,
        category_id,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(language), params)
        rows = cursor.fetchall()
    named: dict[str, dict[str, str]] = {"attribute": {}, "value": {}, "swatch": {}}
    categories = []
    for kind, key, label, extra in rows:
        if kind == "category":
            categories.append((int(key), extra, label))
        else:
            named[kind].setdefault(key, label)
    return Labels(named["attribute"], named["value"], named["swatch"], tuple(categories))


def _statement(language: str) -> str:
    name, option = localized("name", language), localized("option", language)
    return f"""
    SELECT 'attribute', code, coalesce(nullif({name}, ''), name_en, name), ''
    FROM catalogue_productattribute WHERE code = ANY(%s)
    UNION ALL
    SELECT 'value', g.code || '=' || coalesce(o.option_en, o.option),
        coalesce(nullif(o.{option}, ''), o.option_en, o.option), ''
    FROM catalogue_attributeoption AS o JOIN catalogue_attributeoptiongroup AS g ON g.id = o.group_id
    WHERE g.code || '=' || coalesce(o.option_en, o.option) = ANY(%s)
    UNION ALL
    SELECT 'swatch', token, colour, '' FROM assortment_assortmentswatch WHERE token = ANY(%s)
    UNION ALL
    SELECT 'category', c.id::text, coalesce(nullif(c.{name}, ''), c.name_en, c.name), c.slug
    FROM catalogue_category AS c
    WHERE c.id = ANY(%s) AND c.is_public
        AND (c.depth = 1 AND %s::bigint IS NULL OR EXISTS (
            SELECT FROM catalogue_category AS above WHERE above.id = %s
                AND c.depth = above.depth + 1 AND starts_with(c.path, above.path)))
    """


def facets_of(counts: Counts, labels: Labels, filters: Filters) -> tuple[Facet, ...]:
    """Return the facets worth showing: those with a choice, or that are filtered by."""
    facets = []
    for code, values in counts.facets.items():
        chosen = filters.facets.get(code, ())
        shown = _values(code, values, chosen, labels)
        if len(shown) >= FEWEST_VALUES or chosen:
            facets.append(Facet(code, labels.attributes.get(code, ""), shown))
    return tuple(sorted(facets, key=lambda facet: (facet.code == "brand", -_reach(facet), facet.code)))


def _values(
    code: str, values: Mapping[str, int], chosen: Collection[str], labels: Labels
) -> tuple[FacetValue, ...]:
    counted = {**{f"{code}={value}": 0 for value in chosen}, **values}
    found = [
        FacetValue(
            value=token.partition("=")[2],
            label=labels.values.get(token, token.partition("=")[2]),
            count=number,
            is_selected=token.partition("=")[2] in chosen,
            swatch=labels.swatches.get(token, ""),
        )
        for token, number in counted.items()
    ]
    found.sort(key=lambda value: (not value.is_selected, -value.count, value.label))
    return tuple(sorted(found[:MOST_VALUES], key=lambda value: (-value.count, value.label)))


def _reach(facet: Facet) -> int:
    return sum(value.count for value in facet.values)


def categories_of(counts: Counts, labels: Labels) -> tuple[CategoryCount, ...]:
    """Return the categories to go on to, fullest first."""
    found = [
        CategoryCount(category_id, slug, label, counts.categories[category_id])
        for category_id, slug, label in labels.categories
    ]
    return tuple(sorted(found, key=lambda category: (-category.count, category.label)))
