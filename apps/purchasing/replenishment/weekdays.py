"""How a place's sales are spread over the week, learnt from all its goods together. Pure."""

import numpy as np

from .arrays import Floats

FORGETTING = 0.95
"""What a weekday's sales count for a week later: half after three months."""
PSEUDO_UNITS = 30.0
"""A place is taken to sell alike on all days until it has sold about this many units on each of them."""


class WeekdayPattern:
    """The week's seven factors, 1 on average: how much more or less than usual is sold on that day.

    They are ratios to the moving average (Makridakis, Wheelwright and Hyndman, Forecasting, 3rd ed., 3.4) of
    the whole place, drawn towards 1 while little is known; a single product sells too little for its own.
    """

    def __init__(self) -> None:
        self._units = np.zeros(7)
        self._days = np.zeros(7)

    def learn(self, *, units: float, weekday: int) -> None:
        """Take in what the place sold on a day, Monday being 0."""
        self._units[weekday] = self._units[weekday] * FORGETTING + units
        self._days[weekday] = self._days[weekday] * FORGETTING + 1

    def factors(self) -> Floats:
        """Return the seven factors, Monday first."""
        known = self._days > 0
        if not known.any() or not self._units.any():
            return np.ones(7)
        a_day = self._units[known].sum() / self._days[known].sum()
        pseudo_days = PSEUDO_UNITS / a_day
        means = (self._units + PSEUDO_UNITS) / (self._days + pseudo_days)
        return np.asarray(means / means.mean())
