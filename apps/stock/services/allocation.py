"""Promises to orders: allocated under guard, consumed when handed over, released when called off."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.prepared import Loaded, planned_rows
from apps.core.transactions import savepoint, transaction_required

from ..choices import MovementKind
from ..models import Allocation, StockMovement
from ..types import Demand, LevelKey, NewMovement, Take
from .levels import OutOfStock, claim, drop_holds, lock_levels, source_locked, units_by_level
from .movements import record_movements
from .news import tell_changed
from .watch import LevelChange, watch

__all__ = ["NotAllocated", "OutOfStock", "allocate", "consume", "release", "reserve"]


class NotAllocated(DomainError):
    """More was to be handed over than is still promised."""

    code = "not-allocated"
    message = _("Only %(open)s of these goods are still set aside for this order.")


@transaction_required
def reserve(
    *, demands: Sequence[Demand], channel: Channel, source_kind: str, at: datetime, holder: str | None = None
) -> None:
    """Promise to lines what they need, from where the channel's order of locations finds it.

    The holder's own holds are used up for it. Raises OutOfStock if there isn't enough; then the caller has to
    roll back.
    """
    takes, freed = source_locked(demands=demands, channel=channel, at=at, holder=holder)
    wanted = units_by_level(takes)
    level_ids = claim(counter="allocated", wanted=wanted)
    _PROMISE.rows(_promises(takes, level_ids, source_kind, at))
    tell_changed(keys=freed | wanted.keys())


@transaction_required
def allocate(
    *, takes: Sequence[Take], source_kind: str, at: datetime, converting: str | None = None
) -> dict[str, list[Allocation]]:
    """Promise to lines what is taken where one says; return each line's allocations by its key.

    `converting` names a holder whose holds become these promises. What a line is given at a location it
    already has goods from is added to them. The number of statements doesn't depend on the lines.

    Raises OutOfStock, and changes nothing, if a level lacks what all lines together take from it.
    """
    if not takes:
        return {}
    wanted = units_by_level(takes)
    with savepoint():
        levels = lock_levels(keys=wanted.keys(), holder=converting)
        holding = [level.pk for level in levels if level.held]
        freed = drop_holds(level_ids=holding, at=at, holder=converting)
        level_ids = claim(counter="allocated", wanted=wanted)
        allocations: dict[str, list[Allocation]] = defaultdict(list)
        for allocation in _PROMISE.rows(_promises(takes, level_ids, source_kind, at)):
            allocations[allocation.source_id].append(allocation)
    tell_changed(keys=freed.keys() | wanted.keys())
    return dict(allocations)


def _promises(
    takes: Sequence[Take], level_ids: Mapping[LevelKey, int], source_kind: str, at: datetime
) -> dict[str, Any]:
    """Return what was claimed for each line, as `_PROMISE` takes it."""
    quantities: Counter[tuple[str, int, int]] = Counter()
    for take in takes:
        level_id = level_ids[take.product_id, take.location_id]
        quantities[take.line_key, level_id, take.per_unit] += take.quantity
    return {
        "lines": [line for line, _level, _per_unit in quantities],
        "levels": [level_id for _line, level_id, _per_unit in quantities],
        "per_unit": [per_unit for _line, _level, per_unit in quantities],
        "quantities": list(quantities.values()),
        "source_kind": source_kind,
        "at": at,
    }


@transaction_required
def release(
    *, source_kind: str, source_ids: Collection[str], quantities: Mapping[str, int] | None = None
) -> int:
    """Call off what is still promised to the sources; return how many of their units became free.

    With `quantities` no more than that many units of each source, its newest promises first; a unit of a bundle
    is as many of each component as go into it, and is free once all of them are.
    """
    promises = Allocation.objects.filter(
        source_kind=source_kind, source_id__in=source_ids, quantity__gt=F("consumed") + F("released")
    )
    lock_levels(ids=set(promises.values_list("level_id", flat=True)))
    gone: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    closing: dict[int, int] = {}
    for promise in promises.select_related("level").order_by("-pk"):
        part = promise.level.product_id, promise.per_unit
        units = promise.open_quantity
        if quantities is not None:
            wanted = quantities.get(promise.source_id, 0) * promise.per_unit
            units = min(units, wanted - gone[promise.source_id][part])
        gone[promise.source_id][part] += units
        if units > 0:
            closing[promise.pk] = units
    changes = _close("released", closing)
    watch(changes=changes)
    tell_changed(keys=[(change.product_id, change.location_id) for change in changes])
    return sum(
        min(units // per_unit for (_product, per_unit), units in parts.items()) for parts in gone.values()
    )


@transaction_required
def consume(
    *,
    allocations: Sequence[Allocation],
    actor: Actor | None,
    at: datetime,
    source_id: str,
    source_kind: str = "fulfilment",
    quantities: Mapping[int, int] | None = None,
) -> int:
    """Hand over promised goods: on hand and allocated fall together; return how many movements were new.

    All that is open of each allocation, or what `quantities` says by its key. An allocation is consumed
    once per source, so a repeated call changes nothing.

    Raises NotAllocated if more is handed over than is still promised.
    """
    lock_levels(ids={allocation.level_id for allocation in allocations})
    keys = [allocation.pk for allocation in allocations]
    done = _already_consumed(source_kind, source_id, keys)
    closing: dict[int, int] = {}
    movements = []
    for promise in Allocation.objects.filter(pk__in=set(keys) - done).select_related("level").order_by("pk"):
        units = promise.open_quantity if quantities is None else quantities.get(promise.pk, 0)
        if quantities is not None and not units:
            continue
        if not 0 < units <= promise.open_quantity:
            raise NotAllocated(open=promise.open_quantity)
        closing[promise.pk] = units
        movements.append(
            NewMovement(
                product_id=promise.level.product_id,
                location_id=promise.level.location_id,
                kind=MovementKind.SALE,
                quantity=-units,
                at=at,
                source_kind=source_kind,
                source_id=source_id,
                source_line=str(promise.pk),
                actor_id=actor.pk if actor else None,
            )
        )
    _close("consumed", closing)
    return record_movements(movements=movements)


def _already_consumed(source_kind: str, source_id: str, keys: Collection[int]) -> set[int]:
    lines = StockMovement.objects.filter(
        source_kind=source_kind,
        source_id=source_id,
        kind=MovementKind.SALE,
        source_line__in=[str(key) for key in keys],
    )
    return {int(line) for line in lines.values_list("source_line", flat=True)}


def _close(how: Literal["consumed", "released"], units: Mapping[int, int]) -> list[LevelChange]:
    """Close so many units of each allocation and take them off what its level has allocated."""
    if not units:
        return []
    return [
        LevelChange(product_id, location_id, on_hand, allocated, allocated_change=-closed)
        for product_id, location_id, on_hand, allocated, closed in planned_rows(
            _CLOSE[how], [list(units), list(units.values())]
        )
    ]


_PROMISE = Loaded(
    Allocation,
    """
INSERT INTO stock_allocation AS promise
    (level_id, quantity, consumed, released, per_unit, source_kind, source_id, created_at)
SELECT take.level_id, take.quantity, 0, 0, take.per_unit, %(source_kind)s, take.line, %(at)s
FROM unnest(%(lines)s::text[], %(levels)s::bigint[], %(quantities)s::integer[], %(per_unit)s::integer[])
    AS take (line, level_id, quantity, per_unit)
ON CONFLICT (source_id, source_kind, level_id)
    DO UPDATE SET quantity = promise.quantity + excluded.quantity
RETURNING {columns}
""",
    alias="promise",
)

_CLOSING = """
WITH closed AS (
    UPDATE stock_allocation AS promise SET {how} = promise.{how} + closing.units
    FROM unnest(%s::bigint[], %s::bigint[]) AS closing (id, units)
    WHERE promise.id = closing.id
    RETURNING promise.level_id, closing.units
), freed AS (
    SELECT level_id, sum(units)::bigint AS units FROM closed GROUP BY level_id
)
UPDATE stock_stocklevel AS level SET allocated = level.allocated - freed.units
FROM freed WHERE level.id = freed.level_id
RETURNING level.product_id, level.location_id, level.on_hand, level.allocated, freed.units
"""
_CLOSE = {how: _CLOSING.format(how=how) for how in ("consumed", "released")}
