"""The demo's calendar: its past is told relative to the day it is loaded."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
HOURS = (10, 11, 11, 12, 12, 13, 15, 16, 16, 17, 17, 17, 18, 18, 19)
"""Opening hours, each as often as customers come in it."""
ONLINE_HOURS = (*HOURS, 0, 7, 8, 9, 20, 20, 21, 21, 21, 22, 22, 23)
FEWEST_TODAY = 3
WEEKDAYS = (0.8, 0.8, 0.9, 1.0, 1.3, 1.7, 0.5)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the demo, the last being today, up to `now`."""

    now: datetime
    days: int

    def __iter__(self):  # type: ignore[no-untyped-def]
        today = self.now.astimezone(ROME).date()
        return (today - timedelta(days=back) for back in range(self.days, -1, -1))

    def moments(
        self, day: date, count: int, chance: random.Random, *, hours: Sequence[int] = HOURS
    ) -> list[datetime]:
        """Return moments of the day when customers came, in order; none that is still to come."""
        told = sorted(
            datetime.combine(
                day, time(chance.choice(hours), chance.randrange(60), chance.randrange(60)), ROME
            )
            for _customer in range(count)
        )
        return [moment for moment in told if moment < self.now]

    def online_moments(self, day: date, count: int, chance: random.Random) -> list[datetime]:
        """Return moments when shoppers ordered from home, in order; today has some, however early it is."""
        told = self.moments(day, count, chance, hours=ONLINE_HOURS)
        if day == self.now.astimezone(ROME).date():
            midnight = datetime.combine(day, time(), ROME).astimezone(UTC)
            missing = range(FEWEST_TODAY - len(told))
            told += [midnight + (self.now - midnight) * chance.random() for _order in missing]
        return sorted(told)

    def busyness(self, day: date) -> float:
        """Return how busy the day is: Saturdays most, and more towards the end of the year."""
        return WEEKDAYS[day.weekday()] * (1.25 if day.month in (11, 12) else 1.0)
