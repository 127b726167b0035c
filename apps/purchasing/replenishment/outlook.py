"""How a location stands, product by product: what sells, what there is, and from where it is to be ordered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from apps.channels.models import Location
from apps.stock.replenishing import Position, daily_movements, positions

from .arrays import Floats, Integers
from .demand import METHODS, DemandModel, Forecast
from .lead_times import LeadTime
from .policy import REVIEW_DAYS, Levels, Rules, levels
from .series import DailyHistory, daily_history

HISTORY_DAYS = 182
"""What is looked back on: half a year, in whole weeks."""
RECENT_DAYS = 28
LONGEST_LEAD_DAYS = 120


@dataclass(frozen=True, slots=True)
class Outlook:
    """A location's products in order of their keys, with their positions, forecasts and levels."""

    location_id: int
    positions: list[Position]
    product_ids: Integers
    totals: Floats
    lead_times: list[LeadTime]
    forecast: Forecast
    levels: Levels
    sold_recently: Floats
    sold_earlier: Floats
    days_known: Integers
    rules: Rules

    def due(self) -> list[int]:
        """Return the places in the arrays of what has to be ordered."""
        short = (self.totals <= self.levels.reorder_point) & (self.levels.order_up_to > self.totals)
        return [int(place) for place in np.flatnonzero(short & (self.forecast.rate > 0))]

    def wanted(self, place: int) -> int:
        """Return how many units bring the product up to its order-up-to level."""
        return int(self.levels.order_up_to[place] - self.totals[place])

    def surplus(self) -> Integers:
        """Return how many units of each product lie here above its own order-up-to level, and aren't promised."""
        free = np.array([each.available - each.leaving for each in self.positions], dtype=np.int64)
        return np.asarray(np.maximum(0, free - self.levels.order_up_to.astype(np.int64)))

    def numbers(self, place: int) -> dict[str, Any]:
        """Return every number behind a product's levels, for its explanation."""
        position, lead, forecast = self.positions[place], self.lead_times[place], self.forecast
        weights = dict(zip(METHODS, forecast.weights[:, place].round(3).tolist(), strict=True))
        return {
            "sold_recently": int(self.sold_recently[place]),
            "sold_earlier": int(self.sold_earlier[place]),
            "days_known": int(self.days_known[place]),
            "rate": round(float(forecast.rate[place]), 4),
            "level": round(float(forecast.level[place]), 4),
            "weights": weights,
            "weekdays": forecast.weekdays.round(3).tolist(),
            "lead_days": round(lead.days, 2),
            "lead_deviation": round(lead.deviation, 2),
            "deliveries": lead.deliveries,
            "review_days": REVIEW_DAYS,
            "mean": round(float(forecast.mean[place]), 2),
            "deviation": round(float(self.levels.deviation[place]), 2),
            "service_level": self.rules.service_level,
            "z": round(self.rules.z, 3),
            "safety_stock": round(float(self.levels.safety_stock[place]), 2),
            "reorder_point": int(self.levels.reorder_point[place]),
            "lot": round(float(self.levels.lot[place]), 2),
            "order_up_to": int(self.levels.order_up_to[place]),
            "available": position.available,
            "in_transit": position.in_transit,
            "scheduled": position.scheduled,
            "in_drafts": position.in_drafts,
            "leaving": position.leaving,
            "position": int(self.totals[place]),
            "wanted": self.wanted(place),
        }


def outlook_of(
    *,
    location: Location,
    lead_times: Mapping[int, LeadTime],
    unit_costs: Mapping[int, float],
    ordered: Mapping[int, int],
    usual: LeadTime,
    rules: Rules,
    at: datetime,
) -> Outlook:
    """Return how the location stands; five queries, however many products there are.

    `ordered` is what stands on drafts of purchase orders for it; `usual` the lead time of what nobody sells.
    """
    places = positions(location_id=location.pk)
    keys = np.array([each.product_id for each in places], dtype=np.int64)
    history = past_of(location=location, places=places, keys=keys, at=at)
    leads = [lead_times.get(each.product_id, usual) for each in places]
    days = np.array([lead.days for lead in leads])
    horizons = np.clip(np.ceil(days), 1, LONGEST_LEAD_DAYS).astype(np.int64) + REVIEW_DAYS
    forecast = learnt(history, horizons)
    found = levels(
        mean=forecast.mean,
        variance=forecast.variance,
        rate=forecast.rate,
        lead_deviation=np.array([lead.deviation for lead in leads]),
        unit_cost=np.array([unit_costs.get(each.product_id, 1.0) for each in places]),
        rules=rules,
    )
    whole_days = history.sold[:-1]
    return Outlook(
        location_id=location.pk,
        positions=places,
        product_ids=keys,
        totals=np.array([each.total + ordered.get(each.product_id, 0) for each in places], dtype=np.float64),
        lead_times=leads,
        forecast=forecast,
        levels=found,
        sold_recently=np.asarray(whole_days[-RECENT_DAYS:].sum(axis=0)),
        sold_earlier=np.asarray(whole_days[-2 * RECENT_DAYS : -RECENT_DAYS].sum(axis=0)),
        days_known=np.asarray(history.known.sum(axis=0)),
        rules=rules,
    )


def past_of(
    *, location: Location, places: list[Position], keys: Integers, at: datetime, days: int = HISTORY_DAYS
) -> DailyHistory:
    """Return what was sold and left on each of the days before today, in the location's time zone."""
    zone = ZoneInfo(location.time_zone)
    first = at.astimezone(zone).date() - timedelta(days=days)
    since = datetime.combine(first, time.min, zone)
    product_ids = None if len(keys) > 50 else keys.tolist()
    return daily_history(
        rows=daily_movements(location_id=location.pk, since=since, zone=zone, product_ids=product_ids),
        product_ids=keys,
        on_hand=np.array([each.on_hand for each in places], dtype=np.int64),
        first_date=first,
        days=days + 1,
    )


def learnt(history: DailyHistory, horizons: Integers) -> Forecast:
    """Return the forecast from all whole days; today isn't over."""
    model = DemandModel(horizons=horizons)
    weekday = history.first_date.weekday()
    for day in range(history.days - 1):
        sold = history.sold[day].astype(np.float64)
        model.learn(sold=sold, known=history.known[day], weekday=(weekday + day) % 7)
    return model.forecast()
