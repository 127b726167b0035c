"""The last weeks of one product at one place, for a picture."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from apps.channels.models import Location
from apps.stock.replenishing import positions

from .outlook import past_of

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Glance:
    """What was sold on each day and what was left at its end, today included."""

    days: list[date]
    sold: list[int]
    on_hand: list[int]


def glance_at(product_id: int, *, location: Location, at: datetime) -> Glance:
    """Return the product's last eight weeks at the location."""
    places = positions(location_id=location.pk, product_ids=[product_id])
    keys = np.array([each.product_id for each in places], dtype=np.int64)
    history = past_of(location=location, places=places, keys=keys, at=at, days=7 * WEEKS)
    days = [history.first_date + timedelta(days=day) for day in range(history.days)]
    if not places:
        return Glance(days, [0] * len(days), [0] * len(days))
    return Glance(days, history.sold[:, 0].astype(int).tolist(), history.on_hand[:, 0].astype(int).tolist())
