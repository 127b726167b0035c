"""A till says that it is there, how much it hasn't sent, and what its clock shows."""

from datetime import datetime, timedelta

from ..models import Device

SEEN_EVERY = timedelta(seconds=30)
LARGEST_SKEW = 2**31 - 1


def record_heartbeat(
    *,
    device: Device,
    app_version: str,
    waiting_sales: int,
    oldest_waiting_at: datetime | None,
    clock: datetime,
    at: datetime,
) -> int:
    """Keep what the till says of itself; return by how many seconds its clock is ahead of ours."""
    skew = skew_seconds(clock, at)
    Device.objects.filter(pk=device.pk).update(
        app_version=app_version[:32],
        waiting_sales=waiting_sales,
        oldest_waiting_at=oldest_waiting_at if waiting_sales else None,
        clock_skew_seconds=skew,
        last_seen_at=at,
    )
    return skew


def note_seen(*, device: Device, at: datetime) -> None:
    """Keep that the till was heard of, without a write for each of its requests."""
    if device.last_seen_at is None or at - device.last_seen_at >= SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(last_seen_at=at)
        device.last_seen_at = at


def skew_seconds(clock: datetime, at: datetime) -> int:
    """Return by how many seconds a clock is ahead of a moment, within what the database holds."""
    seconds = round((clock - at).total_seconds())
    return max(-LARGEST_SKEW, min(seconds, LARGEST_SKEW))
