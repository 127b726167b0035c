"""Rows of cards that nobody asked for by a question: what is popular, what is new, what goes with something."""

from collections.abc import Sequence

from django.utils.translation import get_language

from apps.assortment.selectors.cards import order_of, read_cards
from apps.assortment.selectors.conditions import Condition, all_of
from apps.assortment.types import Card

from .channel import web_channel
from .departments import Shelfmark
from .memo import remembered
from .shops.selectors import Place


def popular(*, limit: int, shop: Place | None = None) -> Sequence[Card]:
    """Return what sells best and can be had, with one query."""
    return _cards([Condition("available > 0")], order_of(sort="popular", language=_language()), limit, shop)


def newest(*, limit: int, shop: Place | None, besides: Sequence[Card] = ()) -> Sequence[Card]:
    """Return what came last, of the shop's own shelf where one is given, with one query.

    Of what the page shows already, `besides`, only as much as it takes to fill the row.
    """
    conditions = [Condition("available > 0")]
    if shop:
        conditions.append(Condition("jsonb_exists(stock, %s)", [str(shop.id)]))
    order = order_of(sort="new", language=_language())
    shown = {card.product_id for card in besides}
    found = _cards(conditions, order, limit + len(shown), shop)
    return sorted(found, key=lambda card: card.product_id in shown)[:limit]


def related(*, product_id: int, trail: Sequence[Shelfmark], limit: int, shop: Place | None) -> Sequence[Card]:
    """Return what a merchandiser put beside the product, then what is popular in its department.

    `trail` leads from the department to the product's category. One query: which products they are is from
    some seconds ago, what their cards say is from now.
    """
    department_id, category_id = (trail[0].id, trail[-1].id) if trail else (0, 0)
    beside = list(_beside(product_id, category_id, department_id, limit))
    order = Condition("array_position(%s::bigint[], product_id)", [beside])
    return _cards([Condition("product_id = ANY(%s)", [beside])], order, limit, shop) if beside else ()


@remembered
def _beside(product_id: int, category_id: int, department_id: int, limit: int) -> tuple[int, ...]:
    """Return the keys of what stands beside a product, a merchandiser's choice first.

    One query; another where there is too little of it and what is popular anywhere fills the row.
    """
    chosen = (
        "product_id IN (SELECT recommendation_id FROM catalogue_productrecommendation WHERE primary_id = %s)"
    )
    near = Condition(f"({chosen} OR category_ids @> ARRAY[%s]::bigint[])", [product_id, department_id])
    popular_first = order_of(sort="popular", language=_language())
    order = Condition(
        f"({chosen}) DESC, category_ids @> ARRAY[%s]::bigint[] DESC, {popular_first.sql}",
        [product_id, category_id, *popular_first.params],
    )
    found = _cards([near, Condition("product_id <> %s", [product_id])], order, limit, None)
    keys = [card.product_id for card in found]
    if len(keys) < limit:
        others = (card.product_id for card in popular(limit=limit + len(keys) + 1))
        keys += [key for key in others if key not in {product_id, *keys}]
    return tuple(keys[:limit])


def _cards(
    conditions: Sequence[Condition], order: Condition, limit: int, shop: Place | None
) -> Sequence[Card]:
    shown = Condition("channel_id = %s AND is_published", [web_channel().pk])
    return read_cards(
        where=all_of([shown, *conditions]),
        language=_language(),
        order=order,
        limit=limit,
        location_id=shop.id if shop else None,
    )


def _language() -> str:
    return (get_language() or "en").split("-")[0]
