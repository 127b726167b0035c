"""How people and programs write numbers, amounts, days, yes and no. Pure."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_COMMA_DECIMAL = re.compile(r"-?([0-9]+,([0-9]{1,2}|[0-9]{4,})|0,[0-9]+)\Z")
_COMMA_GROUPS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+\Z|-?[0-9]{1,3}(,[0-9]{3}){2,}\Z")
_POINT_GROUPS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+\Z|-?[0-9]{1,3}(\.[0-9]{3}){2,}\Z")
_AMBIGUOUS = re.compile(r"-?[0-9]{1,3},[0-9]{3}\Z")
_MARKS = {"€": "EUR", "£": "GBP", "zł": "PLN", "Rp": "IDR", "Fr.": "CHF", "$": ""}
"""Signs of money and the currency each stands for; dollars are of several."""
_MONEY = re.compile(
    r"(?P<before>[A-Z]{3}|[€£$]|Rp|Fr\.)?(?P<number>[-0-9.,]+)(?P<after>[A-Z]{3}|[€£$]|zł|Rp|Fr\.)?\Z"
)
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")
_SLASHED = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})\Z")
_LAST_MONTH = 12

#: As shops export them, and as spreadsheets write them in five languages and in German.
YES = frozenset(
    (
        *("1", "true", "yes", "y", "on", "sì", "si", "oui", "ya", "tak"),
        "vero",
        "vrai",
        "benar",
        "prawda",
        "wahr",
    )
)
NO = frozenset(
    (
        *("0", "false", "no", "n", "off", "-1", "non", "tidak", "nie"),
        "falso",
        "faux",
        "salah",
        "fałsz",
        "falsch",
    )
)


def read_number(text: str) -> tuple[Decimal | None, str]:
    """Return the number of a text, or what is wrong with it: 9.99, 9,99, 1,299.00 and 1.299,00 are clear."""
    if _PLAIN.match(text):
        return Decimal(text), ""
    if _COMMA_DECIMAL.match(text):
        return Decimal(text.replace(",", ".")), ""
    if _COMMA_GROUPS.match(text):
        return Decimal(text.replace(",", "")), ""
    if _POINT_GROUPS.match(text):
        return Decimal(text.replace(".", "").replace(",", ".")), ""
    return None, "ambiguous-number" if _AMBIGUOUS.match(text) else "not-a-number"


def read_whole(text: str) -> tuple[Decimal | None, str]:
    """Return the number of a text that can't have decimals, so that 1,000 is a thousand."""
    return read_number(text.replace(",", "") if _AMBIGUOUS.match(text) else text)


def split_money(text: str) -> tuple[str, str]:
    """Return an amount without the sign or code of its currency, and the currency: 12,90 € is 12,90 and EUR.

    The currency is empty where none is said or the sign has several.
    """
    found = _MONEY.match(text)
    if found is None:
        return text, ""
    mark = found["before"] or found["after"] or ""
    return found["number"], _MARKS.get(mark, mark)


def read_moment(text: str) -> datetime | None:
    """Return a moment, UTC where no zone is said, the beginning of the day where no time is.

    None for what is no date, and for 03/04/2026, which is in March or in April.
    """
    day = _read_day(text)
    if day:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_day(text: str) -> bool:
    """Return whether a text says a day and no time."""
    return _read_day(text) is not None


def _read_day(text: str) -> date | None:
    try:
        if found := _DOTTED.match(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _SLASHED.match(text):
            return _clear_day(int(found[1]), int(found[2]), int(found[3]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clear_day(first: int, second: int, year: int) -> date | None:
    """Return the day if only one of the two can be its month."""
    if first == second or first > _LAST_MONTH:
        return date(year, second, first)
    return date(year, first, second) if second > _LAST_MONTH else None
