"""How well products sell of late, which is what "popular" means in lists."""

from datetime import datetime, timedelta

from django.db import connection

from apps.assortment.models import AssortmentItem
from apps.catalog.models import Product
from apps.core.transactions import durable
from apps.stock.selectors import units_sold

from .statements import as_json

OF_LATE = timedelta(days=60)

_STATEMENT = f"""
UPDATE {AssortmentItem._meta.db_table} AS item SET popularity = least(counted.units, 2147483647)
FROM (
    SELECT shown.id, coalesce(sold.units, 0) AS units
    FROM {AssortmentItem._meta.db_table} AS shown
    LEFT JOIN (
        SELECT coalesce(product.parent_id, product.id) AS root_id, sum(told.units) AS units
        FROM jsonb_to_recordset(%s) AS told (product_id bigint, units bigint)
        JOIN {Product._meta.db_table} AS product ON product.id = told.product_id
        GROUP BY root_id
    ) AS sold ON sold.root_id = shown.product_id
) AS counted
WHERE item.id = counted.id AND item.popularity <> counted.units
"""


def recount_popularity(*, at: datetime) -> int:
    """Write how many units of each product were sold lately, in all channels; return how many rows changed."""
    sold = units_sold(since=at - OF_LATE)
    rows = [{"product_id": product_id, "units": units} for product_id, units in sold.items()]
    with durable(), connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [as_json(rows)])
        return int(cursor.rowcount)
