"""Looking words up: which of them the window knows, which are forms of one, what others are near."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection

from apps.assortment.search.questions import Neighbours, Question, understand, words_of_question

NEAREST = 20

_STATEMENT = """
SELECT asked.word, near.word,
    to_tsvector(%(config)s::regconfig, near.word) = to_tsvector(%(config)s::regconfig, asked.word),
    to_tsvector(%(config)s::regconfig, asked.word) = ''
FROM unnest(%(words)s::text[]) AS asked (word)
LEFT JOIN LATERAL (
    SELECT word FROM assortment_assortmentword WHERE language = %(language)s
    ORDER BY word <-> asked.word LIMIT %(nearest)s
) AS near ON true
"""


def ask(text: str, *, language: str, typing: bool = False) -> Question | None:
    """Return a typed question, understood; None where it has nothing to look for. One query."""
    words = words_of_question(text)
    if not words:
        return None
    return understand(text, read_neighbours(words, language), language=language, typing=typing)


def read_neighbours(words: Sequence[str], language: str) -> dict[str, Neighbours]:
    """Return the vocabulary around each word, nearest first."""
    params: dict[str, Any] = {
        "config": f"bottega_{language}",
        "words": list(words),
        "language": language,
        "nearest": NEAREST,
    }
    near: dict[str, list[str]] = defaultdict(list)
    same: dict[str, set[str]] = defaultdict(set)
    stops: dict[str, bool] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, params)
        for word, candidate, is_form, is_stop in cursor.fetchall():
            stops[word] = is_stop
            if candidate:
                near[word].append(candidate)
                same[word] |= {candidate} if is_form else set()
    return {word: Neighbours(tuple(near[word]), frozenset(same[word]), stops[word]) for word in stops}
