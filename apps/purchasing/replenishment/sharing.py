"""From where a need is served best: from what another location has too much of, or from a supplier. Pure.

Both ways are put in money: what the act itself costs, what is lost by customers who ask in vain until the
goods arrive, and, of buying, what it costs to go on keeping the goods that lie idle elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LONGEST_IDLE_DAYS = 365.0


@dataclass(frozen=True, slots=True)
class Costs:
    """What things cost, in the company's currency; days of a transfer from door to door."""

    order_line: float = 1.5
    transfer_line: float = 2.0
    transfer_days: int = 2
    carrying_rate: float = 0.25


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the best supplier would do: how many, in how many days."""

    supplier_id: int
    quantity: int
    days: float


@dataclass(frozen=True, slots=True)
class Need:
    """Units that a location wants of a product; fewer than `least` wouldn't bring it above its reorder point."""

    product_id: int
    location_id: int
    wanted: int
    least: int
    rate: float
    position: int
    unit_cost: float
    purchase: Purchase | None

    @property
    def cover_days(self) -> float:
        """Return how long the position lasts."""
        return max(0, self.position) / self.rate if self.rate > 0 else LONGEST_IDLE_DAYS


@dataclass(frozen=True, slots=True)
class Surplus:
    """Units above the order-up-to level of a location, and how fast they sell there."""

    units: int
    rate: float


@dataclass(frozen=True, slots=True)
class Way:
    """One way to serve a need, and what it would cost."""

    kind: str
    quantity: int
    days: float
    handling: float
    missed: float
    idle: float = 0.0
    origin_id: int | None = None
    supplier_id: int | None = None

    @property
    def cost(self) -> float:
        return self.handling + self.missed + self.idle

    def as_data(self) -> dict[str, Any]:
        """Return it for the explanation, costs to the cent."""
        names = ("kind", "quantity", "origin_id", "supplier_id")
        sums = {
            name: round(getattr(self, name), 2) for name in ("days", "handling", "missed", "idle", "cost")
        }
        return {name: getattr(self, name) for name in names} | sums


@dataclass(frozen=True, slots=True)
class Served:
    """A need, the way it is served, and the way that was not taken."""

    need: Need
    way: Way
    other: Way | None = field(default=None)


def serve(
    *,
    needs: Sequence[Need],
    surplus: dict[tuple[int, int], Surplus],
    nearest: Mapping[int, Sequence[int]],
    costs: Costs,
) -> list[Served]:
    """Return how each need is served best, the most urgent first; what is sent leaves the surplus.

    `surplus` is by product and location, `nearest` has each location's others, nearest first. A need that
    nobody can serve is proposed to be bought all the same, from whomever is found.
    """
    served = []
    for need in sorted(needs, key=lambda each: (each.cover_days, each.product_id, each.location_id)):
        transfer = _transfer(need, surplus, nearest.get(need.location_id, ()), costs)
        purchase = _purchase(need, transfer, surplus, costs)
        way, other = (purchase, transfer)
        if transfer and (need.purchase is None or transfer.cost <= purchase.cost):
            way, other = transfer, purchase if need.purchase else None
            _take(surplus, need.product_id, transfer)
        served.append(Served(need, way, other))
    return served


def _transfer(
    need: Need, surplus: Mapping[tuple[int, int], Surplus], origins: Sequence[int], costs: Costs
) -> Way | None:
    for origin_id in origins:
        found = surplus.get((need.product_id, origin_id))
        if found and found.units >= need.least:
            return Way(
                kind="transfer",
                quantity=min(need.wanted, found.units),
                days=costs.transfer_days,
                handling=costs.transfer_line,
                missed=_missed(need, costs.transfer_days),
                origin_id=origin_id,
            )
    return None


def _purchase(
    need: Need, transfer: Way | None, surplus: Mapping[tuple[int, int], Surplus], costs: Costs
) -> Way:
    found = need.purchase
    idle = 0.0
    if transfer and transfer.origin_id is not None:
        there = surplus[need.product_id, transfer.origin_id]
        days = min(LONGEST_IDLE_DAYS, there.units / there.rate) if there.rate > 0 else LONGEST_IDLE_DAYS
        idle = transfer.quantity * need.unit_cost * costs.carrying_rate * days / 365
    return Way(
        kind="purchase",
        quantity=found.quantity if found else need.wanted,
        days=found.days if found else 0.0,
        handling=costs.order_line,
        missed=_missed(need, found.days) if found else 0.0,
        idle=idle,
        supplier_id=found.supplier_id if found else None,
    )


def _missed(need: Need, days: float) -> float:
    """Return what units asked for in vain until then would have cost: at least that is lost with them."""
    return max(0.0, need.rate * days - max(0, need.position)) * need.unit_cost


def _take(surplus: dict[tuple[int, int], Surplus], product_id: int, way: Way) -> None:
    key = product_id, way.origin_id or 0
    surplus[key] = Surplus(surplus[key].units - way.quantity, surplus[key].rate)
