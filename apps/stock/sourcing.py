"""From which locations a cart is served: as few as can be, then in the channel's order. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice

from .types import Demand, LocationAvailability, Take

Stock = dict[tuple[int, int], int]
"""What is left to take, by product and location."""

EXACT_TRIES = 2_000
"""How many sets of locations are tried before a greedy choice is good enough."""


class CannotSource(Exception):
    """There isn't enough of a product at the locations that may serve it."""

    def __init__(self, *, product_id: int, wanted: int, short_by: int) -> None:
        self.product_id, self.wanted, self.short_by = product_id, wanted, short_by
        super().__init__(f"product {product_id} is short by {short_by} of {wanted}")


@dataclass(frozen=True, slots=True)
class SourcingRules:
    """What narrows the choice: with `only`, deliveries leave from these locations and no other."""

    only: frozenset[int] | None = None

    def may_ship(self, place: LocationAvailability) -> bool:
        """Tell whether goods that are delivered may leave from the location."""
        return place.ships and (self.only is None or place.location_id in self.only)


NO_RULES = SourcingRules()


def plan(
    demands: Sequence[Demand],
    availability: Mapping[int, Sequence[LocationAvailability]],
    rules: SourcingRules = NO_RULES,
) -> list[Take]:
    """Return from where each demand is taken.

    A demand that names its location is served there, before all others. The others share what is left,
    from as few locations as can be, earlier ones first; a line is split only if no chosen location has
    all of it. Demands are summed per product before they are checked. What keeps no stock is taken nowhere.

    Raises CannotSource for a product of which there isn't enough.
    """
    stock = {
        (product_id, place.location_id): max(0, place.available)
        for product_id, places in availability.items()
        for place in places
    }
    demands = [demand for demand in demands if _keeps_stock(availability.get(demand.product_id, ()))]
    named: dict[int, list[Demand]] = {}
    for demand in demands:
        if demand.location_id is not None:
            named.setdefault(demand.location_id, []).append(demand)
    takes = [take for place, there in named.items() for take in _serve(there, stock, [place])]
    delivered = [demand for demand in demands if demand.location_id is None]
    return takes + _serve(delivered, stock, _shippable(availability, rules))


def _keeps_stock(places: Sequence[LocationAvailability]) -> bool:
    return all(place.keeps_stock for place in places)


def _shippable(availability: Mapping[int, Sequence[LocationAvailability]], rules: SourcingRules) -> list[int]:
    places = [place for figures in availability.values() for place in figures if rules.may_ship(place)]
    positions = {place.location_id: place.position for place in places}
    return sorted(positions, key=lambda location_id: (positions[location_id], location_id))


def _serve(demands: Sequence[Demand], stock: Stock, places: Sequence[int]) -> list[Take]:
    """Take the demands out of the stock of the places; raise CannotSource if they don't have it."""
    wanted: Counter[int] = Counter()
    for demand in demands:
        wanted[demand.product_id] += demand.quantity
    _refuse_shortage(wanted, stock, places)
    chosen = _fewest(wanted, stock, places)
    return [take for demand in demands for take in _take(demand, chosen, stock)]


def _refuse_shortage(wanted: Mapping[int, int], stock: Stock, places: Sequence[int]) -> None:
    for product_id, quantity in wanted.items():
        short_by = quantity - sum(stock.get((product_id, place), 0) for place in places)
        if short_by > 0:
            raise CannotSource(product_id=product_id, wanted=quantity, short_by=short_by)


def _fewest(wanted: Mapping[int, int], stock: Stock, places: Sequence[int]) -> Sequence[int]:
    """Return the smallest set of locations that has everything, the first such set in order of preference."""
    useful = [place for place in places if any(stock.get((product_id, place), 0) for product_id in wanted)]
    sets = chain.from_iterable(combinations(useful, size) for size in range(len(useful) + 1))
    for chosen in islice(sets, EXACT_TRIES):
        if all(
            sum(stock.get((product_id, place), 0) for place in chosen) >= quantity
            for product_id, quantity in wanted.items()
        ):
            return chosen
    return _greedy(wanted, stock, useful)


def _greedy(wanted: Mapping[int, int], stock: Stock, places: Sequence[int]) -> Sequence[int]:
    """Return locations that have everything: again and again the one that has most of what is missing."""
    missing, chosen = dict(wanted), set[int]()
    while any(missing.values()):
        rest = [place for place in places if place not in chosen]
        best = max(rest, key=lambda place: sum(_covered(missing, stock, place).values()))
        chosen.add(best)
        for product_id, quantity in _covered(missing, stock, best).items():
            missing[product_id] -= quantity
    return [place for place in places if place in chosen]


def _covered(missing: Mapping[int, int], stock: Stock, place: int) -> dict[int, int]:
    return {
        product_id: min(quantity, stock.get((product_id, place), 0))
        for product_id, quantity in missing.items()
    }


def _take(demand: Demand, places: Sequence[int], stock: Stock) -> list[Take]:
    left, takes = demand.quantity, []
    whole = [place for place in places if stock.get((demand.product_id, place), 0) >= left][:1]
    for place in whole or places:
        quantity = min(left, stock.get((demand.product_id, place), 0))
        if quantity:
            takes.append(Take(demand.line_key, demand.product_id, place, quantity))
            stock[demand.product_id, place] -= quantity
            left -= quantity
    return takes
