"""A level's counters written anew from its ledgers: only when a person asks for it, says why, and stands by it.

A counter that differs is a defect to find. Where the ledger is right this mends what follows from it; where the
ledger itself is wrong, somebody counts and corrects (adjust.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..choices import COUNTERS
from ..models import StockLevel
from .checks import clean_reason
from .levels import lock_levels
from .news import tell_changed

CLAIMS = ("allocated", "held")


class NothingDiffers(DomainError):
    code = "nothing-differs"
    message = _("Every counter of this level agrees with its ledger by now. Nothing was changed.")


class CountersMoved(DomainError):
    code = "counters-moved"
    message = _("The figures have changed since you looked at them. Look again.")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A counter, what it says, and what its ledger says."""

    counter: str
    recorded: int
    ledger: int


def preview_rebuild(*, product_id: int, location_id: int) -> list[Rebuilt]:
    """Return the counters of the level that `rebuild_level` would change, as they are now."""
    level = StockLevel.objects.filter(product_id=product_id, location_id=location_id).first()
    return _differing(level or StockLevel(product_id=product_id, location_id=location_id))


def rebuild_level(
    *,
    product_id: int,
    location_id: int,
    seen: Mapping[str, int],
    reason: str,
    actor: Actor,
) -> list[Rebuilt]:
    """Set the level's counters and months to what their ledgers say; return what changed.

    `seen` is what the ledger said, by counter, when the person decided. Raises NothingDiffers, CountersMoved,
    ReasonRequired.
    """
    reason = clean_reason(reason)
    with durable():
        StockLevel.objects.get_or_create(product_id=product_id, location_id=location_id)
        [level] = lock_levels(keys=[(product_id, location_id)])
        changes = _differing(level)
        if not changes:
            raise NothingDiffers
        if {each.counter: each.ledger for each in changes} != seen:
            raise CountersMoved
        StockLevel.objects.filter(pk=level.pk).update(**{each.counter: each.ledger for each in changes})
        with connection.cursor() as cursor:
            for statement in _MONTHS:
                cursor.execute(statement, [product_id, location_id])
        figures = {each.counter: [each.recorded, each.ledger] for each in changes}
        record_act(
            actor=actor,
            action="stock.rebuilt",
            subject=f"stock:{product_id}:{location_id}",
            details={"reason": reason, "counters": figures},
        )
        tell_changed(keys=[(product_id, location_id)])
    return changes


def _differing(level: StockLevel) -> list[Rebuilt]:
    with connection.cursor() as cursor:
        cursor.execute(
            _LEDGER, {"level": level.pk, "product": level.product_id, "location": level.location_id}
        )
        [ledger] = cursor.fetchall()
    counters = (*COUNTERS.values(), *CLAIMS)
    found = [Rebuilt(name, getattr(level, name), units) for name, units in zip(counters, ledger, strict=True)]
    return [each for each in found if each.recorded != each.ledger]


_SUMS = ", ".join(
    f"coalesce(sum(quantity) FILTER (WHERE state = '{state.value}'), 0)::integer" for state in COUNTERS
)
_LEDGER = f"""
SELECT {_SUMS},
    coalesce((SELECT sum(quantity - consumed - released) FROM stock_allocation WHERE level_id = %(level)s), 0)::integer,
    coalesce((SELECT sum(quantity) FROM stock_hold WHERE level_id = %(level)s), 0)::integer
FROM stock_stockmovement WHERE product_id = %(product)s AND location_id = %(location)s
"""
_MONTHS = (
    "DELETE FROM stock_stockmonth WHERE product_id = %s AND location_id = %s",
    """
    INSERT INTO stock_stockmonth (product_id, location_id, state, month, quantity)
    SELECT product_id, location_id, state, date_trunc('month', at AT TIME ZONE 'UTC')::date, sum(quantity)
    FROM stock_stockmovement WHERE product_id = %s AND location_id = %s GROUP BY 1, 2, 3, 4
    """,
)
