"""What a line of a fulfilment is called on the shelf, and what bundle it goes into."""

from collections.abc import Iterable

from apps.catalog.names import names_of
from apps.fulfilment.models import FulfilmentLine

from ..shell.names import add_names


def name_goods(lines: Iterable[FulfilmentLine]) -> None:
    """Put on each line its `goods_name` and, of a component, the `bundle_name`; two queries.

    Products should have been fetched with their parents.
    """
    lines = list(lines)
    add_names(line.order_line for line in lines)
    names = names_of([line.component for line in lines if line.component])
    for line in lines:
        ordered = line.order_line
        part = line.component
        line.goods_name = names[part.pk] if part else ordered.goods_name
        line.bundle_name = ordered.goods_name if part else ""
