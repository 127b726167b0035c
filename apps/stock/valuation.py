"""What there was and what it was worth at any past moment.

Units are the sum of the months before the moment's own and of that month's movements up to it, so the time it
takes doesn't depend on how long the ledger is, only on a month of it. A unit is worth the average cost that was
in force then (costing.py: the average is perpetual); before any cost was known, the first that became known.
Goods on their way count: they are owned all the time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from .choices import StockState
from .types import LevelKey

CENT = Decimal("0.01")
MANY = 500
"""From so many products on, a month of everything is read faster than each product's own part of it."""


@dataclass(frozen=True, slots=True)
class ValuedStock:
    """Units of a product at a location in a state, and what one of them was worth; None where no cost is known."""

    product_id: int
    location_id: int
    state: StockState
    quantity: int
    unit_cost: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """Return the worth of all of them in the company's currency, to the cent."""
        return None if self.unit_cost is None else (self.quantity * self.unit_cost).quantize(CENT)


def stock_as_of(
    *, product_ids: Collection[int] | None, location_ids: Collection[int] | None, at: datetime
) -> dict[LevelKey, dict[StockState, int]]:
    """Return what lay where at the moment, by state; None for products or locations means all of them.

    A level that had ever moved by then is named, also where nothing was left of it. One query.
    """
    found: dict[LevelKey, dict[StockState, int]] = defaultdict(dict)
    for product_id, location_id, state, quantity in _rows(_UNITS, product_ids, location_ids, at):
        found[product_id, location_id][StockState(state)] = quantity
    return dict(found)


def value_as_of(
    *, product_ids: Collection[int] | None, location_ids: Collection[int] | None, at: datetime
) -> list[ValuedStock]:
    """Return what lay where at the moment and what it was worth; what was nought is left out. One query."""
    rows = _rows(_VALUED, product_ids, location_ids, at)
    return [ValuedStock(row[0], row[1], _STATES[row[2]], row[3], row[4]) for row in rows]


_STATES = {state.value: state for state in StockState}


def _rows(
    sql: str, product_ids: Collection[int] | None, location_ids: Collection[int] | None, at: datetime
) -> Iterator[tuple[Any, ...]]:
    narrowed = {"product_id": product_ids, "location_id": location_ids}
    only = "".join(
        f" AND {column} = ANY(%({column})s::bigint[])" for column, ids in narrowed.items() if ids is not None
    )
    parameters = {column: list(ids) for column, ids in narrowed.items() if ids is not None}
    is_long = product_ids is None or len(product_ids) > MANY
    with connection.cursor() as cursor:
        cursor.execute(sql.format(only=only, read="" if is_long else "NOT"), {**parameters, "at": at})
        yield from cursor.fetchall()


# Of many products the month is read as it was written, by its place in time; of a few, each by its own history.
_UNITS = """
WITH recent AS {read} MATERIALIZED (
    SELECT product_id, location_id, state, quantity FROM stock_stockmovement
    WHERE at >= date_trunc('month', %(at)s AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AND at <= %(at)s
)
SELECT product_id, location_id, state, sum(quantity)::integer AS quantity
FROM (
    SELECT product_id, location_id, state, quantity FROM stock_stockmonth
    WHERE month < date_trunc('month', %(at)s AT TIME ZONE 'UTC')::date{only}
    UNION ALL
    SELECT product_id, location_id, state, quantity FROM recent WHERE true{only}
) AS moved
GROUP BY product_id, location_id, state
"""

# The average in force is the last entry recorded until then; where there is none, the first one after it. It is
# looked up once a product, however many places there are.
_VALUED = f"""
WITH units AS MATERIALIZED ({_UNITS} HAVING sum(quantity) <> 0), cost AS MATERIALIZED (
    SELECT product_id, coalesce(
        (SELECT average_after FROM stock_costentry AS entry
            WHERE entry.product_id = owned.product_id AND recorded_at <= %(at)s
            ORDER BY recorded_at DESC, id DESC LIMIT 1),
        (SELECT average_after FROM stock_costentry AS entry
            WHERE entry.product_id = owned.product_id AND recorded_at > %(at)s
            ORDER BY recorded_at, id LIMIT 1)
    ) AS average
    FROM (SELECT DISTINCT product_id FROM units) AS owned
)
SELECT product_id, location_id, state, quantity, average FROM units JOIN cost USING (product_id)
"""
