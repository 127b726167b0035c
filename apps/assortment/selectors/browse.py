"""A page of a list, with its filters: the whole window, a category, or what a question finds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from apps.assortment.search.filters import Filters, read_filters, read_sort
from apps.assortment.search.questions import Question
from apps.assortment.types import Shelf
from apps.channels.models import Channel

from .cards import order_of, read_cards
from .conditions import Scope, all_of, scope_of
from .counts import Counts, count
from .labels import Labels, categories_of, facets_of, read_labels
from .memory import remember
from .vocabulary import ask

MOST_A_PAGE = 200
LARGEST_KEY = 2**63


def browse(
    *,
    channel: Channel,
    language: str,
    query: str = "",
    category: int | None = None,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: str = "relevance",
    page: int = 1,
    page_size: int = 24,
    location_id: int | None = None,
) -> Shelf:
    """Return one page of what the channel shows, in a language that the site speaks.

    `category` is a key and means everything below it too. `filters` are as an address says them: attribute
    codes with the values wanted (in English), and price-from, price-to, in-stock, here (at `location_id`),
    reduced. Values that make no sense filter nothing; a page beyond the last is the last.

    What has all words of the query; where nothing has, what has most of them, and the shelf `is_partial`.

    Four queries at most, however many products there are: words, counts, labels, cards; counts twice where
    nothing has all words. Counts and labels may be some seconds old (`ASSORTMENT_MEMORY_SECONDS`); cards
    never are.
    """
    wanted = read_filters(filters or {})
    question = ask(query, language=language)
    sort = read_sort(sort, has_query=question is not None)
    if query.strip() and question is None:
        question = Question(query)  # signs only, which nothing is called
    if category is not None and not 0 < category < LARGEST_KEY:
        category = 0  # which lies in no product

    def scope(question: Question | None) -> Scope:
        return scope_of(
            channel_id=channel.pk,
            language=language,
            question=question,
            category_id=category,
            filters=wanted,
            location_id=location_id,
        )

    key = (channel.pk, language, query, category, repr(wanted), location_id)
    panel = remember(key, lambda: _panel(scope, question, language, category, location_id))
    if panel.is_partial and question:
        question = question.partial
    page_size = min(max(1, page_size), MOST_A_PAGE)
    pages = max(1, ceil(panel.counts.total / page_size))
    page = min(max(1, page), pages)
    return _shelf(
        scope=scope(question),
        panel=panel,
        question=question,
        filters=wanted,
        language=language,
        sort=sort,
        place=(page, pages, page_size),
        location_id=location_id,
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """How much there is of everything, and the words for it: the same for every page and order of a list."""

    counts: Counts
    labels: Labels
    is_partial: bool = False


def _panel(
    scope: Callable[[Question | None], Scope],
    question: Question | None,
    language: str,
    category_id: int | None,
    location_id: int | None,
) -> Panel:
    """Return the panel of what has all words of the question, or else of what has some of them."""
    counts = count(scope=scope(question), location_id=location_id)
    partial = question.partial if question and not counts.found else None
    if partial:
        counts = count(scope=scope(partial), location_id=location_id)
    labels = read_labels(language=language, counts=counts, category_id=category_id)
    return Panel(counts, labels, is_partial=bool(partial and counts.found))


def _shelf(
    *,
    scope: Scope,
    panel: Panel,
    question: Question | None,
    filters: Filters,
    language: str,
    sort: str,
    place: tuple[int, int, int],
    location_id: int | None,
) -> Shelf:
    page, pages, page_size = place
    counts, labels = panel.counts, panel.labels
    cards = (
        read_cards(
            where=all_of([scope.base, *scope.filters.values()]),
            language=language,
            order=order_of(sort=sort, language=language, question=question),
            limit=page_size,
            offset=(page - 1) * page_size,
            location_id=location_id,
        )
        if counts.total
        else ()
    )
    return Shelf(
        items=cards,
        total=counts.total,
        page=page,
        pages=pages,
        page_size=page_size,
        sort=sort,
        facets=facets_of(counts, labels, filters),
        categories=categories_of(counts, labels),
        lowest_price=counts.lowest,
        highest_price=counts.highest,
        in_stock=counts.in_stock,
        in_stock_here=None if location_id is None else counts.here,
        reduced=counts.reduced,
        query=question.text if question else "",
        corrected=question.corrected if question else "",
        suggestions=question.guesses if question and (panel.is_partial or not counts.total) else (),
        is_partial=panel.is_partial,
    )
