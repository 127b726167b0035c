"""What an address asks of a list, and the addresses that ask a little more or less."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assortment.search.filters import HERE, IN_STOCK, PRICE_FROM, PRICE_TO, REDUCED
from apps.assortment.selectors import browse
from apps.assortment.types import Shelf
from apps.core import formatting, ui

from ..channel import web_channel
from ..numbers import parse_amount, parse_key
from ..shops.selectors import Place

#: Names in an address that say something else than what to list.
NOT_FILTERS = frozenset({"q", "sort", "page", "next", "variant", "fbclid", "gclid", "msclkid", "ref", "lang"})
LONGEST_QUESTION = 100


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as its page shows it."""

    shelf: Shelf
    page: Page[int]
    chips: Sequence[Chip]
    clear_url: str
    sorts: Sequence[tuple[str, str]]
    price_from: str
    price_to: str
    here: bool
    in_stock: bool
    reduced: bool
    question: str


def read_listing(
    query: QueryDict, *, category_id: int | None = None, shop: Place | None, only_reduced: bool = False
) -> Listing:
    """Return the list that the address asks for. Whatever makes no sense in it filters nothing."""
    question = query.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
    filters = filters_in(query)
    asked = {**filters, REDUCED: ["1"]} if only_reduced else filters
    shelf = browse(
        channel=web_channel(),
        language=(get_language() or "en").split("-")[0],
        query=question,
        category=category_id,
        filters=asked,
        sort=query.get("sort", "relevance"),
        page=parse_key(query.get("page", "")) or 1,
        location_id=shop.id if shop else None,
    )
    return Listing(
        shelf=shelf,
        page=Paginator(range(shelf.total), shelf.page_size).page(shelf.page),
        chips=_chips(query, shelf, shop, only_reduced),
        clear_url=_address(query, drop=filters.keys()),
        sorts=_sorts(has_question=bool(question)),
        price_from=query.get(PRICE_FROM, "")[:12],
        price_to=query.get(PRICE_TO, "")[:12],
        here=bool(query.get(HERE)) and shop is not None,
        in_stock=bool(query.get(IN_STOCK)),
        reduced=bool(query.get(REDUCED)) and not only_reduced,
        question=question,
    )


def filters_in(query: QueryDict) -> dict[str, list[str]]:
    """Return what the address filters by: attributes and switches, without what follows a visitor around."""
    return {
        name: query.getlist(name)
        for name in query
        if name not in NOT_FILTERS and not name.startswith("utm_") and any(query.getlist(name))
    }


def tidy_address(query: QueryDict) -> str:
    """Return the query without empty parts and without what goes without saying, as one would write it."""
    usual = {"page": ["1"], "sort": ["relevance" if query.get("q") else "popular"]}
    tidy = QueryDict(mutable=True)
    for name, values in query.lists():
        kept = [value for value in values if value]
        if kept and kept != usual.get(name):
            tidy.setlist(name, kept)
    return f"?{tidy.urlencode()}" if tidy else ""


def _sorts(*, has_question: bool) -> list[tuple[str, str]]:
    sorts = [
        ("popular", _("Popular first")),
        ("new", _("Newest first")),
        ("price-up", _("Price, low to high")),
        ("price-down", _("Price, high to low")),
        ("rating", _("Best rated")),
    ]
    return [("relevance", _("Best match")), *sorts] if has_question else sorts


def _chips(query: QueryDict, shelf: Shelf, shop: Place | None, only_reduced: bool) -> list[Chip]:
    chips = [
        Chip(value.label, _address(query, without=(facet.code, value.value)))
        for facet in shelf.facets
        for value in facet.values
        if value.is_selected
    ]
    if prices := _price_words(query):
        chips.append(Chip(prices, _address(query, drop=(PRICE_FROM, PRICE_TO))))
    if query.get(HERE) and shop:
        chips.append(Chip(_("In %(shop)s") % {"shop": shop.name}, _address(query, drop=(HERE,))))
    if query.get(IN_STOCK):
        chips.append(Chip(_("To be had now"), _address(query, drop=(IN_STOCK,))))
    if query.get(REDUCED) and not only_reduced:
        chips.append(Chip(_("Reduced"), _address(query, drop=(REDUCED,))))
    return chips


def _price_words(query: QueryDict) -> str:
    low, high = parse_amount(query.get(PRICE_FROM, "")), parse_amount(query.get(PRICE_TO, ""))
    currency, locale = web_channel().currency, ui.reader_locale()
    words = {
        name: formatting.format_round_money(amount, currency, locale=locale)
        for name, amount in (("low", low), ("high", high))
        if amount is not None
    }
    match len(words), low is None:
        case 2, _either:
            return _("%(low)s to %(high)s") % words
        case 1, False:
            return _("From %(low)s") % words
        case 1, True:
            return _("Up to %(high)s") % words
    return ""


def _address(query: QueryDict, *, drop: Iterable[str] = (), without: tuple[str, str] | None = None) -> str:
    changed = query.copy()
    for name in ["page", *drop]:
        changed.pop(name, None)
    if without:
        name, value = without
        changed.setlist(name, [other for other in changed.getlist(name) if other != value])
    return tidy_address(changed) or "?"
