"""From a postcode or the name of a town to a point on the map, without asking anybody.

The towns are in data/towns.csv, one in every province at home and the large ones elsewhere; a merchant may
add rows. Postcodes are compared from the left, since that is how countries hand them out.
"""

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from apps.channels.geography import Point

TOWNS = Path(__file__).parent / "data" / "towns.csv"
#: Fewer digits than this in common and two postcodes may lie anywhere.
LEAST_IN_COMMON = 2


@dataclass(frozen=True, slots=True)
class Town:
    """A town with a postcode of its own, or another name of one, without."""

    country: str
    postcode: str
    name: str
    point: Point


@cache
def known_towns() -> tuple[Town, ...]:
    """Return the towns of the file."""
    with TOWNS.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Town(
                row["country"],
                _digits(row["postcode"]),
                row["name"],
                Point(float(row["latitude"]), float(row["longitude"])),
            )
            for row in csv.DictReader(rows)
        )


def find_town(text: str, *, country: str, also: Iterable[Town] = ()) -> Town | None:
    """Return the town that the text means, None where it means none we know.

    `also` are further towns, such as those of our own shops. A name counts anywhere, a postcode in the country.
    """
    towns = [*also, *known_towns()]
    return _by_postcode(_digits(text), country, towns) or _by_name(_plain(text), towns)


def _by_postcode(digits: str, country: str, towns: list[Town]) -> Town | None:
    if len(digits) < LEAST_IN_COMMON:
        return None
    near = [town for town in towns if town.country == country and town.postcode]
    best = max(near, key=lambda town: _in_common(town.postcode, digits), default=None)
    return best if best and _in_common(best.postcode, digits) >= LEAST_IN_COMMON else None


def _by_name(name: str, towns: list[Town]) -> Town | None:
    if len(name) < 2:
        return None
    exact = (town for town in towns if _plain(town.name) == name)
    begun = (town for town in towns if len(name) >= 3 and _plain(town.name).startswith(name))
    return next(exact, None) or next(begun, None)


def _in_common(one: str, other: str) -> int:
    length = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        length += 1
    return length


def _digits(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")


def _plain(text: str) -> str:
    """Return the letters of a name without accents, case and punctuation; Ł counts as L."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return " ".join(
        "".join(
            character if character.isalpha() else " "
            for character in spread
            if not unicodedata.combining(character)
        ).split()
    )
