"""Opening a count: what is to be found is written down, the shop goes on."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Category
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.transactions import durable

from ...choices import CountScope, StockState
from ...count_scopes import products_in_scope
from ...models import CountLine, StockCount
from ..checks import check_locations
from .common import BATCH, tell

COUNTABLE = (StockState.SELLABLE, StockState.QUARANTINE, StockState.DISPLAY)
"""What lies somewhere; what is on its way can't be counted."""


class NothingToCount(DomainError):
    code = "nothing-to-count"
    message = _("By the book nothing of that lies there. Choose something else to count.")


class IncompleteScope(DomainError):
    code = "incomplete-scope"
    message = _("Say which category or which shelf is counted.")


class CannotBeCounted(DomainError):
    code = "cannot-be-counted"
    message = _("Goods in this state can't be counted.")


def open_count(
    *,
    location_id: int,
    scope: str,
    actor: Actor | None,
    at: datetime,
    category: Category | None = None,
    shelf: str = "",
    state: str = StockState.SELLABLE,
    is_blind: bool = True,
    most: int | None = None,
    note: str = "",
) -> StockCount:
    """Open a count of everything at a location, of what is due (at most so many products), of a category with all
    below it, or of a shelf. Nothing is locked, and several counts at one location may run.

    Raises UnknownLocation, IncompleteScope, CannotBeCounted, NothingToCount.
    """
    shelf = shelf.strip()[:32]
    if (scope == CountScope.CATEGORY and category is None) or (scope == CountScope.SHELF and not shelf):
        raise IncompleteScope
    if state not in COUNTABLE or scope not in CountScope:
        raise CannotBeCounted
    with durable():
        check_locations([location_id])
        products = products_in_scope(
            location_id=location_id,
            scope=scope,
            at=at,
            category=category,
            shelf=shelf,
            state=state,
            most=most,
        )
        if not products and scope != CountScope.FULL:
            raise NothingToCount
        count = StockCount.objects.create(
            code=f"C-{speakable_code()}",
            location_id=location_id,
            scope=scope,
            category=category if scope == CountScope.CATEGORY else None,
            shelf=shelf if scope == CountScope.SHELF else "",
            state=state,
            is_blind=is_blind,
            note=note[:200],
            opened_by_id=actor.pk if actor else None,
            opened_at=at,
        )
        CountLine.objects.bulk_create(
            (CountLine(count=count, product_id=product_id) for product_id in products), batch_size=BATCH
        )
        tell(count=count, actor=actor, what="opened", products=len(products))
    return count
