"""Opening hours: what is open now, until when, and when something begun now is ready. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

#: How far ahead one looks for the next opening; a shop closed for longer has none.
HORIZON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a day during which a shop is open."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Opening:
    """A shop's hours by weekday (Monday is 0), and those of special days, which replace them."""

    week: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the stretches of the day, in order, none where it is closed."""
        return self.special.get(day, self.week.get(day.weekday(), ()))

    def open_until(self, now: datetime) -> datetime | None:
        """Return when it closes, None where it is closed now. `now` is the shop's local time."""
        for opens, closes in self._stretches(now, days=1):
            if opens <= now < closes:
                return closes
        return None

    def opens_next(self, now: datetime) -> datetime | None:
        """Return when it opens again, None where it is open now or never within the horizon."""
        for opens, closes in self._stretches(now, days=HORIZON_DAYS):
            if closes > now:
                return opens if opens > now else None
        return None

    def ready_at(self, now: datetime, *, minutes: int, step: int = 15) -> datetime | None:
        """Return when work of that many minutes, done while it is open, is finished.

        Rounded up to `step` minutes, but not past closing. None where the horizon ends first.
        """
        left = timedelta(minutes=minutes)
        for opens, closes in self._stretches(now, days=HORIZON_DAYS):
            begin = max(opens, now)
            if begin >= closes:
                continue
            if begin + left <= closes:
                return min(_rounded_up(begin + left, step), closes)
            left -= closes - begin
        return None

    def _stretches(self, now: datetime, *, days: int) -> Iterator[tuple[datetime, datetime]]:
        for offset in range(days + 1):
            day = now.date() + timedelta(days=offset)
            for span in self.spans_on(day):
                yield (
                    datetime.combine(day, span.opens, now.tzinfo),
                    datetime.combine(day, span.closes, now.tzinfo),
                )


def _rounded_up(moment: datetime, step: int) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    late = whole < moment
    minutes = -(whole.minute % step) % step or (step if late and whole.minute % step == 0 else 0)
    return whole + timedelta(minutes=minutes)
