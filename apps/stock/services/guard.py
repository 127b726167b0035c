"""Goods that somebody was promised aren't taken away by hand."""

from collections.abc import Mapping
from datetime import datetime

from apps.core.transactions import transaction_required

from ..types import LevelKey
from .levels import OutOfStock, drop_holds, lock_levels


@transaction_required
def refuse_promised(*, taken: Mapping[LevelKey, int], at: datetime) -> None:
    """Refuse what was just taken off these levels, in units, where it was promised, held, or not there.

    It comes after the movements, which lock all levels of an act in one order; raising undoes them. Safety stock
    may be taken: nobody was promised it. Raises OutOfStock.
    """
    drop_holds(level_ids=[level.pk for level in lock_levels(keys=taken.keys())], at=at)
    for level in lock_levels(keys=taken.keys()):
        free = level.on_hand - level.allocated - level.held
        if free < 0:
            wanted = taken[level.product_id, level.location_id]
            raise OutOfStock(product_id=level.product_id, wanted=wanted, available=free + wanted)
