"""Goods kept for a shopper in the checkout, for as long as the channel says.

Expiry is a condition of every read; writers clear away what has expired on the levels they lock, and a
periodic task clears away the rest, so that others hear of what became free.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from apps.channels.models import Channel
from apps.core import clock
from apps.core.transactions import durable, savepoint, transaction_required

from ..models import Hold
from ..selectors import availability, levels_of_channel
from ..sourcing import CannotSource, plan
from ..types import Demand, LevelKey, Take
from .levels import OutOfStock, claim, drop_holds, lock_levels
from .news import tell_changed

__all__ = ["OutOfStock", "hold", "reap_expired_holds", "release_holds"]

LEVELS_A_BATCH = 500


@transaction_required
def hold(*, demands: Sequence[Demand], channel: Channel, holder: str, at: datetime) -> datetime:
    """Keep the goods for the holder in place of what was kept before; return until when.

    Goods are kept where the channel's order of locations finds them, or where the demand says.

    Raises OutOfStock, leaving the earlier holds as they were, if there isn't enough.
    """
    product_ids = {demand.product_id for demand in demands}
    expires_at = at + timedelta(minutes=channel.hold_minutes)
    candidates = levels_of_channel(channel=channel, product_ids=product_ids)
    with savepoint():
        levels = lock_levels(ids=list(candidates.values_list("pk", flat=True)), holder=holder)
        freed = drop_holds(level_ids=[level.pk for level in levels], at=at, holder=holder)
        wanted = _wanted(_plan(demands, channel, at))
        claim(counter="held", wanted=wanted)
        ids = {(level.product_id, level.location_id): level.pk for level in levels}
        Hold.objects.bulk_create(
            Hold(level_id=ids[key], channel=channel, holder=holder, quantity=quantity, expires_at=expires_at)
            for key, quantity in wanted.items()
        )
    tell_changed(keys=freed | wanted.keys())
    return expires_at


def _plan(demands: Sequence[Demand], channel: Channel, at: datetime) -> list[Take]:
    product_ids = {demand.product_id for demand in demands}
    try:
        return plan(demands, availability(channel=channel, product_ids=product_ids, at=at))
    except CannotSource as short:
        raise OutOfStock(
            product_id=short.product_id, wanted=short.wanted, available=short.wanted - short.short_by
        ) from short


def _wanted(takes: Sequence[Take]) -> Counter[LevelKey]:
    wanted: Counter[LevelKey] = Counter()
    for take in takes:
        wanted[take.product_id, take.location_id] += take.quantity
    return wanted


@transaction_required
def release_holds(*, holder: str, at: datetime | None = None) -> None:
    """Let go of everything that is kept for the holder."""
    level_ids = [level.pk for level in lock_levels(holder=holder)]
    tell_changed(keys=drop_holds(level_ids=level_ids, at=at or clock.now(), holder=holder))


def reap_expired_holds(*, at: datetime) -> int:
    """Clear away what had expired by then, some levels a transaction; return how many levels had any."""
    reaped = 0
    while True:
        with durable():
            expired = Hold.objects.filter(expires_at__lte=at).order_by("expires_at")
            level_ids = set(expired.values_list("level_id", flat=True)[:LEVELS_A_BATCH])
            lock_levels(ids=level_ids)
            freed = drop_holds(level_ids=level_ids, at=at)
            tell_changed(keys=freed)
        reaped += len(freed)
        if not level_ids:
            return reaped
