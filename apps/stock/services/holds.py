"""Goods kept for a shopper in the checkout, for as long as the channel says.

Expiry is a condition of every read; writers clear away what has expired on the levels they lock, and a
periodic task clears away the rest, so that others hear of what became free.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from apps.channels.models import Channel, ChannelLocation
from apps.core import clock
from apps.core.bulk import copy_rows
from apps.core.transactions import durable, savepoint, transaction_required

from ..models import Hold
from ..types import Demand
from .levels import OutOfStock, claim, drop_holds, lock_levels, source_locked, units_by_level
from .news import tell_changed

__all__ = ["OutOfStock", "hold", "reap_expired_holds", "release_holds"]

LEVELS_A_BATCH = 500


@transaction_required
def hold(*, demands: Sequence[Demand], channel: Channel, holder: str, at: datetime) -> datetime:
    """Keep the goods for the holder in place of what was kept before; return until when.

    Goods are kept where the channel's order of locations finds them, or where the demand says. All of them are
    kept equally long, which is the shortest time of the locations they lie at: a checkout that is sure of half of
    its goods isn't sure of anything, and shops that can't wait long must not wait for the others' sake.

    Raises OutOfStock, leaving the earlier holds as they were, if there isn't enough.
    """
    with savepoint():
        takes, freed = source_locked(demands=demands, channel=channel, at=at, holder=holder)
        wanted = units_by_level(takes)
        expires_at = at + _keeping_time(channel, {location_id for _product, location_id in wanted})
        level_ids = claim(counter="held", wanted=wanted)
        copy_rows(
            model=Hold,
            fields=("level", "channel", "holder", "quantity", "expires_at"),
            rows=[
                (level_ids[key], channel.pk, holder, quantity, expires_at) for key, quantity in wanted.items()
            ],
        )
    tell_changed(keys=freed | wanted.keys())
    return expires_at


def _keeping_time(channel: Channel, location_ids: Collection[int]) -> timedelta:
    places = ChannelLocation.objects.filter(channel=channel, location_id__in=location_ids)
    minutes = [own or channel.hold_minutes for own in places.values_list("hold_minutes", flat=True)]
    return timedelta(minutes=min(minutes, default=channel.hold_minutes))


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
