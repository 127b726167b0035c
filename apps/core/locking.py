"""Row locks that can't deadlock: always in key order, always evaluated, always in one global order.

Global order, whatever the journey: coupon, order, stock levels, payment, stored value. A function that
needs two kinds takes the earlier kind first.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from .transactions import transaction_required

M = TypeVar("M", bound=Model)


@transaction_required
def lock_rows(queryset: QuerySet[M]) -> list[M]:
    """Lock the rows of the queryset (not those it joins) in key order and return them, fresh."""
    return list(queryset.order_by("pk").select_for_update(of=("self",)))


@transaction_required
def lock_row(queryset: QuerySet[M]) -> M:
    """Lock the one row of the queryset and return it, fresh. Raises DoesNotExist like `get`."""
    return queryset.select_for_update(of=("self",)).get()
