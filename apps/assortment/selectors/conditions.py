"""The WHERE of a list: what it is about, and the filters on top, each by itself so that facets can leave it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.assortment.search.filters import Filters
from apps.assortment.search.questions import Question, like_pattern

Params = list[Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over assortment_assortmentitem and its parameters."""

    sql: str
    params: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list is about, before filters, and the filters by name."""

    base: Condition
    filters: dict[str, Condition]


def scope_of(
    *,
    channel_id: int,
    language: str,
    question: Question | None,
    category_id: int | None,
    filters: Filters,
    location_id: int | None,
) -> Scope:
    """Return the conditions of a list."""
    parts = [Condition("channel_id = %s AND is_published", [channel_id])]
    if category_id is not None:
        parts.append(Condition("category_ids @> ARRAY[%s]::bigint[]", [category_id]))
    if question:
        parts.append(question_condition(question, language))
    return Scope(all_of(parts), filter_conditions(filters, location_id))


def question_condition(question: Question, language: str) -> Condition:
    """Return what finds the question: its words in the language, all or any of them, or its code."""
    parts = [_has_term(question.tsquery, language)] if question.tsquery else []
    parts += [_has_fragment(fragment, language) for fragment in question.fragments]
    together = any_of if question.is_partial else all_of
    found = together(parts) if parts else Condition("false")
    if not question.codes:
        return found
    return Condition(f"({found.sql} OR codes && %s::text[])", [*found.params, list(question.codes)])


def words_found(question: Question, language: str) -> Condition:
    """Return how many of the question's words a row has."""
    parts = [
        *(_has_term(term, language) for term in question.terms),
        *(_has_fragment(fragment, language) for fragment in question.fragments),
    ]
    return _joined([Condition(f"({part.sql})::int", part.params) for part in parts], " + ")


def _has_term(term: str, language: str) -> Condition:
    return Condition(f"search_{language} @@ to_tsquery('bottega_{language}', %s)", [term])


def _has_fragment(fragment: str, language: str) -> Condition:
    term = _has_term(fragment, language)
    return Condition(f"(words LIKE %s OR {term.sql})", [like_pattern(fragment), *term.params])


def filter_conditions(filters: Filters, location_id: int | None) -> dict[str, Condition]:
    """Return the condition of each filter that is set."""
    found = {
        code: Condition("facets && %s::text[]", [[f"{code}={value}" for value in values]])
        for code, values in filters.facets.items()
    }
    if filters.price_from is not None:
        found["price-from"] = Condition("price >= %s", [filters.price_from])
    if filters.price_to is not None:
        found["price-to"] = Condition("price <= %s", [filters.price_to])
    if filters.in_stock:
        found["in-stock"] = Condition("available > 0")
    if filters.here and location_id is not None:
        found["here"] = Condition("jsonb_exists(stock, %s)", [str(location_id)])
    if filters.reduced:
        found["reduced"] = Condition("was IS NOT NULL")
    return found


def all_of(parts: Sequence[Condition]) -> Condition:
    """Return the condition that all of them hold."""
    return _joined(parts, " AND ") if parts else Condition("true")


def any_of(parts: Sequence[Condition]) -> Condition:
    """Return the condition that at least one of them holds."""
    found = _joined(parts, " OR ")
    return Condition(f"({found.sql})", found.params)


def _joined(parts: Sequence[Condition], by: str) -> Condition:
    return Condition(by.join(part.sql for part in parts), [value for part in parts for value in part.params])
