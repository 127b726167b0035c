"""From how many units on stock is low, and where it is: one statement finds which of the rules counts.

The most precise counts: what the level itself says; a rule of the product, of the nearest category that the
product (or what it is a variant of) is in, of the location, of everything. At each step one that names the
location comes before one that doesn't.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from apps.accounts.rights import Rights

from .models import LowStockAlert, LowStockRule
from .types import LevelKey

__all__ = ["LowStockAlert", "LowStockRule", "alerts_for", "low_levels", "thresholds"]


@dataclass(frozen=True, slots=True)
class LowLevel:
    """A level at or under its threshold. What is coming counts for how much is missing, not for whether it is low."""

    product_id: int
    location_id: int
    available: int
    threshold: int
    coming: int

    @property
    def missing(self) -> int:
        """Return how many units bring it to twice its threshold, counting what is to come."""
        return max(0, 2 * max(self.threshold, 1) - self.available - self.coming)


def thresholds(*, keys: Collection[LevelKey]) -> dict[LevelKey, int]:
    """Return from how many units on each of these levels is low; those without any rule are left out. One query."""
    rows = _levels(keys=keys, only_low=False)
    return {(row[0], row[1]): row[3] for row in rows}


def low_levels(
    *, location_ids: Collection[int] | None = None, keys: Collection[LevelKey] | None = None
) -> list[LowLevel]:
    """Return what is low at active locations, by location and product: everywhere, there, or among these. One query.

    A bundle is never low: it lies nowhere, its components do.
    """
    return [LowLevel(*row) for row in _levels(location_ids=location_ids, keys=keys, only_low=True)]


def alerts_for(*, rights: Rights) -> QuerySet[LowStockAlert]:
    """Return the open alerts at locations where the person sees stock, with product and location."""
    alerts = LowStockAlert.objects.filter(closed_at__isnull=True)
    return rights.scope(alerts.select_related("product__parent", "location"), act="stock.view")


def rules_for(*, rights: Rights) -> QuerySet[LowStockRule]:
    """Return the rules that the person may read: those of their locations, and those of all."""
    rules = LowStockRule.objects.select_related("product__parent", "category", "location")
    own = rights.scope(rules, act="stock.view")
    return own if own.query.is_empty() else own | rules.filter(location__isnull=True)


def _levels(
    *,
    only_low: bool,
    location_ids: Collection[int] | None = None,
    keys: Collection[LevelKey] | None = None,
) -> list[tuple[Any, ...]]:
    given = {
        "locations": None if location_ids is None else list(location_ids),
        "named": keys is not None,
        "products_of": [product_id for product_id, _location in keys or ()],
        "locations_of": [location_id for _product, location_id in keys or ()],
        "only_low": only_low,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEVELS, given)
        return list(cursor.fetchall())


_LEVELS = """
WITH filed AS (
    SELECT rule.location_id, rule.threshold, category.path, member.product_id AS head_id
    FROM stock_lowstockrule AS rule
    JOIN catalogue_category AS category ON category.id = rule.category_id
    JOIN catalogue_category AS below ON below.path LIKE category.path || '%%'
    JOIN catalogue_productcategory AS member ON member.category_id = below.id
), nearest AS MATERIALIZED (
    SELECT DISTINCT ON (product_id, location_id) product_id, location_id, threshold, length(path) AS depth
    FROM (
        SELECT head_id AS product_id, location_id, threshold, path FROM filed
        UNION ALL
        SELECT variant.id, location_id, threshold, path
        FROM filed JOIN catalogue_product AS variant ON variant.parent_id = filed.head_id
    ) AS concerned
    ORDER BY product_id, location_id, length(path) DESC, path
), coming AS MATERIALIZED (
    SELECT product_id, location_id, sum(quantity)::integer AS quantity
    FROM stock_scheduledreceipt GROUP BY product_id, location_id
), level AS (
    SELECT level.product_id, level.location_id, level.in_transit + coalesce(coming.quantity, 0) AS coming,
        level.on_hand - level.allocated - level.held - level.safety_stock AS available,
        coalesce(
            level.low_stock_threshold, precise.threshold, product_rule.threshold,
            CASE WHEN here.depth >= coalesce(anywhere.depth, 0) THEN here.threshold ELSE anywhere.threshold END,
            place.threshold, everything.threshold
        ) AS threshold
    FROM stock_stocklevel AS level
    JOIN catalogue_product AS product ON product.id = level.product_id AND product.needs_shipping
        AND NOT EXISTS (SELECT FROM catalogue_bundlecomponent AS part WHERE part.bundle_id = product.id)
    JOIN channels_location AS location ON location.id = level.location_id AND location.is_active
    LEFT JOIN stock_lowstockrule AS precise
        ON precise.product_id = level.product_id AND precise.location_id = level.location_id
    LEFT JOIN stock_lowstockrule AS product_rule
        ON product_rule.product_id = level.product_id AND product_rule.location_id IS NULL
    LEFT JOIN nearest AS here ON here.product_id = level.product_id AND here.location_id = level.location_id
    LEFT JOIN nearest AS anywhere ON anywhere.product_id = level.product_id AND anywhere.location_id IS NULL
    LEFT JOIN stock_lowstockrule AS place ON place.location_id = level.location_id
        AND place.product_id IS NULL AND place.category_id IS NULL
    LEFT JOIN stock_lowstockrule AS everything ON everything.location_id IS NULL
        AND everything.product_id IS NULL AND everything.category_id IS NULL
    LEFT JOIN coming ON coming.product_id = level.product_id AND coming.location_id = level.location_id
    WHERE (%(locations)s::bigint[] IS NULL OR level.location_id = ANY(%(locations)s::bigint[]))
        AND (NOT %(named)s OR (level.product_id, level.location_id) IN (
            SELECT * FROM unnest(%(products_of)s::bigint[], %(locations_of)s::bigint[])
        ))
)
SELECT product_id, location_id, available, threshold, coming FROM level
WHERE threshold IS NOT NULL AND (NOT %(only_low)s OR available <= threshold)
ORDER BY location_id, product_id
"""
