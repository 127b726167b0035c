"""The filters of a list, read from whatever an address says. Pure.

Names that mean the same in every shop are reserved; every other name is an attribute's code. Values that make
no sense filter nothing: an old link still shows a list.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

PRICE_FROM, PRICE_TO = "price-from", "price-to"
IN_STOCK, HERE, REDUCED = "in-stock", "here", "reduced"
RESERVED = frozenset({PRICE_FROM, PRICE_TO, IN_STOCK, HERE, REDUCED})
SORTS = ("relevance", "popular", "new", "price-up", "price-down", "rating")

_AMOUNT = re.compile(r"[0-9]{1,9}([.,][0-9]{1,4})?\Z")
_CODE = re.compile(r"[a-z_][a-z0-9_]*\Z")
_YES = frozenset({"1", "on", "true", "yes"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What is to be shown. `facets` are alternatives by attribute code; different attributes all have to hold."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    in_stock: bool = False
    here: bool = False
    reduced: bool = False


def read_filters(asked: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters that an address names, such as {"colour": ["Green", "Blue"], "price-to": ["50"]}."""
    facets = {
        code: tuple(dict.fromkeys(value for value in values if value and value.isprintable()))[:50]
        for code, values in asked.items()
        if code not in RESERVED and _CODE.match(code)
    }
    return Filters(
        facets={code: values for code, values in list(facets.items())[:20] if values},
        price_from=_amount(asked.get(PRICE_FROM)),
        price_to=_amount(asked.get(PRICE_TO)),
        in_stock=_yes(asked.get(IN_STOCK)),
        here=_yes(asked.get(HERE)),
        reduced=_yes(asked.get(REDUCED)),
    )


def read_sort(asked: str, *, has_query: bool) -> str:
    """Return the order to show the list in; without a question, relevance is popularity."""
    sort = asked if asked in SORTS else "relevance"
    return "popular" if sort == "relevance" and not has_query else sort


def _amount(values: Sequence[str] | None) -> Decimal | None:
    text = values[0].strip() if values else ""
    return Decimal(text.replace(",", ".")) if _AMOUNT.match(text) else None


def _yes(values: Sequence[str] | None) -> bool:
    return bool(values) and values[0].lower() in _YES  # type: ignore[index]
