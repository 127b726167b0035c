"""By when goods arrive, and until when they are kept. Pure: dates in, dates out."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def working_day_after(day: date, *, days: int) -> date:
    """Return the day so many working days (Monday to Friday) after this one; from a weekend, Monday counts as day 1."""
    while days > 0 or day.weekday() >= 5:
        day += timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day


def arrival(ordered: date, *, days_min: int, days_max: int) -> tuple[date, date]:
    """Return the first and the last day on which a parcel ordered on that day arrives."""
    return working_day_after(ordered, days=days_min), working_day_after(ordered, days=days_max)


def end_of_day(day: date, *, time_zone: str) -> datetime:
    """Return the last second of the day at a place."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(time_zone))


def kept_until(ready_at: datetime, *, days: int, time_zone: str) -> datetime:
    """Return until when a collection is kept: to the end of the last of so many days after it was ready."""
    ready = ready_at.astimezone(ZoneInfo(time_zone)).date()
    return end_of_day(ready + timedelta(days=days), time_zone=time_zone)
