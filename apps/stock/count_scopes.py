"""What a count looks at: which products it has to find, and which it merely comes across."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet, Sum

from apps.catalog.models import Category

from .choices import COUNTERS, CountScope, CountStatus, LineDecision, MovementKind, StockState
from .cycle import Candidate, due
from .models import CountLine, ProductCost, StockCount, StockLevel, StockMovement

YEAR = timedelta(days=365)


def products_in_scope(
    *,
    location_id: int,
    scope: str,
    at: datetime,
    category: Category | None = None,
    shelf: str = "",
    state: str = StockState.SELLABLE,
    most: int | None = None,
) -> list[int]:
    """Return the products that a count has to find, at most so many; of a cycle count the most urgent first.

    Those of which the book says that something lies there, or less than nothing.
    """
    levels = StockLevel.objects.filter(location_id=location_id, product__needs_shipping=True)
    levels = levels.exclude(**{COUNTERS[StockState(state)]: 0})
    if scope == CountScope.CYCLE:
        return due(_candidates(levels, location_id, at), at=at)[:most]
    if scope == CountScope.CATEGORY and category:
        levels = levels.filter(_in_category(category))
    elif scope == CountScope.SHELF:
        levels = levels.filter(shelf__iexact=shelf)
    products = levels.order_by("product_id").values_list("product_id", flat=True).distinct()
    return list(products[:most] if most else products)


def in_scope(*, count: StockCount, product_ids: Collection[int]) -> set[int]:
    """Return those of the products that belong to the count, whatever the book says of them."""
    if count.scope == CountScope.FULL:
        return set(product_ids)
    levels = StockLevel.objects.filter(location_id=count.location_id, product_id__in=product_ids)
    if count.scope == CountScope.CATEGORY and count.category:
        levels = levels.filter(_in_category(count.category))
    elif count.scope == CountScope.SHELF:
        levels = levels.filter(shelf__iexact=count.shelf)
    else:
        return set()
    return set(levels.values_list("product_id", flat=True))


def _in_category(category: Category) -> Q:
    """Return what has the category or one below it, itself or by its family."""
    tree = Category.objects.filter(path__startswith=category.path)
    return Q(product__categories__in=tree) | Q(product__parent__categories__in=tree)


def _candidates(levels: QuerySet[StockLevel], location_id: int, at: datetime) -> list[Candidate]:
    rows = list(levels.values_list("product_id", "on_hand", "allocated"))
    sold = _sold(location_id, at - YEAR)
    costs = dict(ProductCost.objects.values_list("product_id", "average"))
    counted = _last_counted(location_id)
    return [
        Candidate(
            product_id,
            sold.get(product_id, 0) * costs[product_id] if product_id in costs else None,
            counted.get(product_id),
            is_suspicious=on_hand < 0 or on_hand < allocated,
        )
        for product_id, on_hand, allocated in rows
    ]


def _sold(location_id: int, since: datetime) -> dict[int, int]:
    sales = StockMovement.objects.filter(location_id=location_id, kind=MovementKind.SALE, at__gte=since)
    return dict(sales.values_list("product_id").annotate(units=-Sum("quantity")))


def _last_counted(location_id: int) -> dict[int, datetime]:
    lines = CountLine.objects.filter(
        count__location_id=location_id, count__status=CountStatus.POSTED, counted_at__isnull=False
    ).exclude(decision=LineDecision.SKIP)
    return dict(lines.filter(counted__isnull=False).values_list(F("product_id")).annotate(Max("counted_at")))
