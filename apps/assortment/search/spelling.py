"""Which word was meant by one that occurs nowhere. Pure."""

from collections.abc import Iterable


def edits(first: str, second: str, *, limit: int) -> int:
    """Return how many letters were left out, added, changed or swapped with the next, at most limit + 1.

    Damerau's distance in its optimal string alignment form.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(second) + 1))
    for row, left in enumerate(first, 1):
        current = [row]
        for column, right in enumerate(second, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == second[column - 2] and first[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return min(last[-1], limit + 1)


def allowed_edits(word: str) -> int:
    """Return how many slips are believed: none in short words and numbers, two in long words."""
    if len(word) < 4 or any(character.isdigit() for character in word):
        return 0
    return 1 if len(word) < 8 else 2


def resembling(word: str, candidates: Iterable[str]) -> list[str]:
    """Return the candidates that have at least half of the word's letters in place; nothing resembles a number."""
    limit = 0 if any(character.isdigit() for character in word) else len(word) // 2
    return [candidate for candidate in candidates if limit and edits(word, candidate, limit=limit) <= limit]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that was meant, the nearest and of these the first; None if all are too far."""
    limit = allowed_edits(word)
    if not limit:
        return None
    distances = [
        (edits(word, candidate, limit=limit), place, candidate) for place, candidate in enumerate(candidates)
    ]
    best = min(distances, default=None)
    return best[2] if best and best[0] <= limit else None
