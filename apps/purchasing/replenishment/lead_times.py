"""How long a supplier takes, and how much that varies: what was agreed, corrected by what came. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

AGREEMENT_COUNTS = 3
"""For how many deliveries the agreed days count."""
USUAL_VARIATION = 0.2
"""How far deliveries usually are from the agreed days, as a part of them, until some have come."""
FARTHEST_OUT = 4
"""A delivery later than so many times the agreed days says something about that order, not about the supplier."""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from order to delivery, their standard deviation, and from how many deliveries that is known."""

    days: float
    deviation: float
    deliveries: int = 0


def lead_time(*, agreed_days: int, observed_days: Sequence[float]) -> LeadTime:
    """Return the lead time to expect.

    The agreed days count like some deliveries among the observed ones (a conjugate prior for mean and
    variance: Gelman and others, Bayesian Data Analysis, 3rd ed., 3.3), so that one late delivery isn't a habit.
    """
    seen = [days for days in observed_days if 0 <= days <= FARTHEST_OUT * max(agreed_days, 7)]
    count = len(seen)
    mean = (AGREEMENT_COUNTS * agreed_days + sum(seen)) / (AGREEMENT_COUNTS + count)
    usual = (USUAL_VARIATION * agreed_days) ** 2
    apart = AGREEMENT_COUNTS * (agreed_days - mean) ** 2 + sum((days - mean) ** 2 for days in seen)
    variance = (AGREEMENT_COUNTS * usual + apart) / (AGREEMENT_COUNTS + count)
    return LeadTime(mean, sqrt(variance), count)
