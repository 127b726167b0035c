"""Rows of the window as cards, in an order and in a language."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import orjson
from django.db import connection

from apps.assortment.search.questions import Question
from apps.assortment.types import Card, Swatch
from apps.catalog.texts import best_text
from apps.core import clock

from .conditions import Condition, words_found

NEW_FOR = timedelta(days=30)

_COLUMNS = (
    *("product_id", "slug", "titles", "lines", "brand", "picture", "price", "price_to", "was", "currency"),
    *("includes_tax", "availability", "available", "stock", "rating", "reviews", "listed_at", "has_variants"),
    "swatches",
)
#: What isn't sold out first; word for word the index `assortment_popular`, which has the rows in this order.
_POPULAR = "(availability = 'none'), priority DESC, popularity DESC, listed_at DESC, product_id DESC"
_ORDERS = {
    "popular": _POPULAR,
    "new": "listed_at DESC, product_id DESC",
    "price-up": f"price, {_POPULAR}",
    "price-down": f"price DESC, {_POPULAR}",
    "rating": f"rating DESC NULLS LAST, reviews DESC, {_POPULAR}",
}


def read_cards(
    *,
    where: Condition,
    language: str,
    order: Condition,
    limit: int,
    offset: int = 0,
    location_id: int | None = None,
) -> tuple[Card, ...]:
    """Return the cards of some rows. One query, which puts keys in order before it looks at whole rows."""
    columns = ", ".join(f"{name} ->> %s" if name in ("titles", "lines") else name for name in _COLUMNS)
    sql = f"""
        WITH page AS (
            SELECT id, row_number() OVER () AS place FROM (
                SELECT id FROM assortment_assortmentitem WHERE {where.sql}
                ORDER BY {order.sql} LIMIT %s OFFSET %s
            ) AS ordered
        )
        SELECT {columns} FROM page JOIN assortment_assortmentitem USING (id) ORDER BY place"""
    params = [*where.params, *order.params, limit, offset, language, language]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return tuple(_card(row, language, location_id) for row in cursor.fetchall())


def order_of(*, sort: str, language: str, question: Question | None = None) -> Condition:
    """Return the ORDER BY of a sort. Relevant first: the code asked for, most of the words, then how well they fit."""
    if sort != "relevance" or question is None:
        return Condition(_ORDERS["popular" if sort == "relevance" else sort])
    rank = f"ts_rank(search_{language}, to_tsquery('bottega_{language}', %s))"
    fit = f"{rank} * (CASE WHEN available > 0 THEN 1 ELSE 0.5 END)"
    keys = [Condition("(codes && %s::text[])", [list(question.codes)]), Condition(fit, [question.tsquery])]
    if question.is_partial:
        keys.insert(1, words_found(question, language))
    order = ", ".join(f"{key.sql} DESC" for key in keys)
    return Condition(f"{order}, {_POPULAR}", [value for key in keys for value in key.params])


def _card(row: Sequence[Any], language: str, location_id: int | None) -> Card:
    facts = dict(zip(_COLUMNS, row, strict=True))
    taken = ("titles", "lines", "stock", "swatches", "listed_at")
    title, line, stock, swatches, listed_at = (facts.pop(name) for name in taken)
    return Card(
        **facts,
        title=title or "",
        line=line or "",
        here=None if location_id is None else orjson.loads(stock).get(str(location_id), 0),
        is_new=listed_at > clock.now() - NEW_FOR,
        swatches=tuple(
            Swatch(each["colour"], best_text(each["labels"], language)) for each in orjson.loads(swatches)
        ),
    )
