"""On which shelf of a location a product lies."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..models import StockLevel
from ..types import LevelKey
from .levels import lock_levels

LONGEST_SHELF = 32


class ShelfTooLong(DomainError):
    code = "shelf-too-long"
    message = _("A shelf has at most 32 characters.")


def set_shelf(*, keys: Collection[LevelKey], shelf: str, actor: Actor | None) -> int:
    """Note the shelf (empty: none) on those levels that exist; return how many changed. Raises ShelfTooLong."""
    shelf = " ".join(shelf.split())
    if len(shelf) > LONGEST_SHELF:
        raise ShelfTooLong
    with durable():
        changing = [level for level in lock_levels(keys=keys) if level.shelf != shelf]
        StockLevel.objects.filter(pk__in=[level.pk for level in changing]).update(shelf=shelf)
        for level in changing:
            record_act(
                actor=actor,
                action="stock.shelved",
                subject=f"stock:{level.product_id}:{level.location_id}",
                details={"from": level.shelf, "to": shelf},
            )
    return len(changing)
