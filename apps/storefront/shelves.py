"""Rows of cards that nobody asked for by a question: what is popular, what is new, what goes with something."""

from collections.abc import Sequence

from django.utils.translation import get_language

from apps.assortment.selectors.cards import order_of, read_cards
from apps.assortment.selectors.conditions import Condition, all_of
from apps.assortment.types import Card
from apps.catalog.models import ProductRecommendation

from .channel import web_channel
from .departments import Shelfmark, trail_to
from .shops.selectors import Place


def popular(*, limit: int, shop: Place | None = None) -> Sequence[Card]:
    """Return what sells best and can be had, with one query."""
    return _cards([Condition("available > 0")], order_of(sort="popular", language=_language()), limit, shop)


def newest(*, limit: int, shop: Place | None) -> Sequence[Card]:
    """Return what came last, of the shop's own shelf where one is given, with one query."""
    conditions = [Condition("available > 0")]
    if shop:
        conditions.append(Condition("jsonb_exists(stock, %s)", [str(shop.id)]))
    return _cards(conditions, order_of(sort="new", language=_language()), limit, shop)


def related(*, product_id: int, category: Shelfmark | None, limit: int, shop: Place | None) -> Sequence[Card]:
    """Return what a merchandiser put beside the product, then what is popular in its department, with two queries."""
    department = trail_to(category)[0] if category else None
    chosen = list(
        ProductRecommendation.objects.filter(primary_id=product_id)
        .order_by("-ranking", "pk")
        .values_list("recommendation_id", flat=True)
    )
    if not chosen and department is None:
        return ()
    near = Condition(
        "(product_id = ANY(%s) OR category_ids @> ARRAY[%s]::bigint[])",
        [chosen, department.id if department else 0],
    )
    popular_first = order_of(sort="popular", language=_language())
    order = Condition(
        f"product_id = ANY(%s) DESC, category_ids @> ARRAY[%s]::bigint[] DESC, {popular_first.sql}",
        [chosen, category.id if category else 0, *popular_first.params],
    )
    return _cards([near, Condition("product_id <> %s", [product_id])], order, limit, shop)


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
