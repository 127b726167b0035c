"""A question as typed, understood: which words to look for, which were mistyped, which codes it may be. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from apps.catalog.barcodes import InvalidGtin, normalize_gtin

from .folding import words_in
from .spelling import nearest, resembling

LONGEST_QUESTION = 200
MOST_WORDS = 8
SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The vocabulary around a word: nearest first, which of them are forms of it, whether it says nothing."""

    near: tuple[str, ...] = ()
    same_stem: frozenset[str] = frozenset()
    is_stop_word: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for: terms of a tsquery, fragments that occur in no vocabulary, codes.

    All of it is wanted, or, if `is_partial`, as much as can be. `corrected` says it anew where a word was
    mistyped; `guesses` are questions for when nothing is found.
    """

    text: str
    terms: tuple[str, ...] = ()
    fragments: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    corrected: str = ""
    guesses: tuple[str, ...] = ()
    is_partial: bool = False

    @property
    def tsquery(self) -> str:
        return (" | " if self.is_partial else " & ").join(self.terms)

    @property
    def partial(self) -> "Question | None":
        """Return the question that makes do with some of several words, None where there is no choice."""
        if len(self.terms) + len(self.fragments) < 2:
            return None
        telling = tuple(fragment for fragment in self.fragments if len(fragment) >= SHORTEST_PREFIX)
        return replace(self, fragments=telling, is_partial=True) if self.terms or telling else None


def words_of_question(text: str) -> list[str]:
    """Return the words to look up."""
    return words_in(text[:LONGEST_QUESTION])[:MOST_WORDS]


def understand(
    text: str, neighbours: Mapping[str, Neighbours], *, language: str, typing: bool = False
) -> Question:
    """Return the question; `typing` takes the last word for the beginning of one."""
    words = words_of_question(text)
    around = {word: neighbours.get(word, Neighbours()) for word in words}
    said = [word for word in words if not around[word].is_stop_word] or words
    terms = {
        word: _term(word, around[word], language, is_beginning=typing and word == said[-1]) for word in said
    }
    meant = {word: term.meant for word, term in terms.items() if term.meant}
    return Question(
        text=text,
        terms=tuple(term.tsquery for term in terms.values() if term.tsquery),
        fragments=tuple(word for word, term in terms.items() if not term.tsquery),
        codes=possible_codes(text),
        corrected=" ".join(meant.get(word, word) for word in words) if meant else "",
        guesses=_guesses(terms, around),
    )


@dataclass(frozen=True, slots=True)
class _Term:
    """What a word becomes in the tsquery ("": it occurs nowhere), and the word it was taken for."""

    tsquery: str = ""
    meant: str = ""


def _term(word: str, around: Neighbours, language: str, *, is_beginning: bool) -> _Term:
    stems = _stems(word, language)
    is_form = bool(stems) and any(candidate.startswith(stems) for candidate in around.near)
    begins_one = any(candidate.startswith(word) for candidate in around.near)
    is_whole = is_form or word in around.near or len(word) < SHORTEST_PREFIX
    if begins_one and (is_beginning or not is_whole):
        return _Term(f"{word}:*")
    if word in around.near or around.same_stem or is_form:
        return _Term(_form(word, language))
    meant = nearest(word, around.near)
    if meant:
        return _Term(f"{meant}:*" if is_beginning else _form(meant, language), meant)
    return _Term()


def _guesses(terms: Mapping[str, _Term], around: Mapping[str, Neighbours]) -> tuple[str, ...]:
    """Return what else to ask: without the words that occur nowhere, each word alone, words that look alike."""
    known = [term.meant or word for word, term in terms.items() if term.tsquery]
    if known and len(known) < len(terms):
        return (" ".join(known),)
    if known:
        return tuple(known) if len(known) > 1 else ()
    alike = (candidate for word in terms for candidate in resembling(word, around[word].near[:2]))
    return tuple(dict.fromkeys(alike))[:3]


def _form(word: str, language: str) -> str:
    """Return the term that finds a word's forms; where there is no stemmer, its beginnings do."""
    stems = [f"{stem}:*" for stem in _stems(word, language)]
    return f"({' | '.join(stems)})" if len(stems) > 1 else "".join(stems) or word


def _stems(word: str, language: str) -> tuple[str, ...]:
    """Return the beginnings that a word's forms have in a language without a stemmer, none in the others.

    Polish has an e that comes and goes, as in kubek, kubki, or szklanka, szklanek.
    """
    if language != "pl" or len(word) <= 4:
        return ()
    if fleeting := _FLEETING_E.fullmatch(word):
        return f"{fleeting[1]}k", f"{fleeting[1]}ek"
    return (word[: max(4, len(word) - 2)],)


_FLEETING_E = re.compile(r"(.+[bcdfghjklmnprstwz])e?k(a|i|u|om|ow|ach|ami|iem|owi)?")


def possible_codes(text: str) -> tuple[str, ...]:
    """Return the SKU and the GTIN that the text may be."""
    code = text.strip()[:LONGEST_QUESTION]
    if not code.isprintable() or not 0 < len(code.split()) <= 3:
        return ()
    try:
        return code.upper(), normalize_gtin(code)
    except InvalidGtin:
        return (code.upper(),)


def like_pattern(fragment: str) -> str:
    """Return the LIKE pattern that finds a fragment anywhere."""
    escaped: Sequence[str] = [f"\\{c}" if c in "\\%_" else c for c in fragment]
    return f"%{''.join(escaped)}%"
