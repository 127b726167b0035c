"""Which business day a moment belongs to, seen from where it happened."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .models import Location


def business_date(location: Location, at: datetime) -> date:
    """Return the location's business day at the moment: its own date, the day before until its cut-off."""
    local = at.astimezone(ZoneInfo(location.time_zone))
    early = local.time() < location.business_day_cutoff
    return local.date() - timedelta(days=1) if early else local.date()
