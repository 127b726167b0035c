"""Order lines by the names that staff know goods by."""

from collections.abc import Iterable

from apps.catalog.names import names_of
from apps.orders.models import Line


def add_names(lines: Iterable[Line]) -> None:
    """Put on each order line as `goods_name` what staff call it, with one query.

    A line's own title is in the language of whoever ordered, and serves where the product is gone.
    `product__parent` should have been fetched.
    """
    lines = list(lines)
    names = names_of([line.product for line in lines if line.product])
    for line in lines:
        line.goods_name = names.get(line.product_id or 0) or line.title
