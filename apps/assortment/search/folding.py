"""Words without accents and capitals, as both the texts and the questions are compared. Pure."""

import re
import unicodedata

_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})
_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 64


def fold(text: str) -> str:
    """Return the text in lower case without accents: Théière -> theiere, żółty -> zolty."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words_in(text: str) -> list[str]:
    """Return the folded words of a text in order, each once; letters and digits only."""
    return [word for word in dict.fromkeys(_WORD.findall(fold(text))) if len(word) <= LONGEST_WORD]
