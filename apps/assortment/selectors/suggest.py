"""What to offer while somebody types: products and categories that begin with it."""

from django.db import connection

from apps.assortment.search.questions import Question
from apps.assortment.types import Card, CategoryCount, Suggestions
from apps.catalog.texts import localized
from apps.channels.models import Channel

from .cards import order_of, read_cards
from .conditions import Condition, all_of, question_condition
from .vocabulary import ask

SHORTEST = 2


def suggest(
    *, channel: Channel, language: str, query: str, limit: int = 6, location_id: int | None = None
) -> Suggestions:
    """Return products and categories for what has been typed so far: what has all words, else most of them.

    Three queries, four where nothing has all words.
    """
    question = ask(query, language=language, typing=True) if len(query.strip()) >= SHORTEST else None
    if question is None:
        return Suggestions(query, "", (), ())
    cards = _cards(channel, language, question, limit, location_id)
    if not cards and question.partial:
        cards = _cards(channel, language, question.partial, limit, location_id)
    return Suggestions(
        query, question.corrected, cards, _categories(channel, language, question.tsquery, limit)
    )


def _cards(
    channel: Channel, language: str, question: Question, limit: int, location_id: int | None
) -> tuple[Card, ...]:
    shown = Condition("channel_id = %s AND is_published", [channel.pk])
    return read_cards(
        where=all_of([shown, question_condition(question, language)]),
        language=language,
        order=order_of(sort="relevance", language=language, question=question),
        limit=limit,
        location_id=location_id,
    )


def _categories(channel: Channel, language: str, tsquery: str, limit: int) -> tuple[CategoryCount, ...]:
    """Return public categories whose name matches and that show something, fullest first."""
    if not tsquery:
        return ()
    name = f"coalesce(nullif({localized('name', language)}, ''), name_en, name)"
    sql = f"""
    SELECT id, slug, {name}, shown.number FROM catalogue_category AS c, LATERAL (
        SELECT count(*) AS number FROM assortment_assortmentitem
        WHERE channel_id = %s AND is_published AND category_ids @> ARRAY[c.id]::bigint[]
    ) AS shown
    WHERE c.is_public AND shown.number > 0
        AND to_tsvector('bottega_{language}', {name}) @@ to_tsquery('bottega_{language}', %s)
    ORDER BY shown.number DESC, c.path LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [channel.pk, tsquery, limit])
        return tuple(CategoryCount(*row) for row in cursor.fetchall())
