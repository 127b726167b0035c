"""How long to wait before asking a provider again. Pure."""

from datetime import timedelta

#: Longer than any request may take: nobody asks about a request that is still on its way.
UNDER_WAY = timedelta(seconds=60)
FIRST = timedelta(seconds=5)
LONGEST = timedelta(hours=1)
#: After about a day and a half a person is told.
MOST_TRIES = 45


def patience(tries: int) -> timedelta:
    """Return the wait after so many tries: twice as long each time, an hour at most."""
    return min(FIRST * 2.0 ** min(tries, 12), LONGEST)
