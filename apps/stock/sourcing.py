"""From which locations a cart is served: as few as can be, then in the channel's order. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, islice

from .offering import Parts
from .types import Demand, LocationAvailability, Take

Stock = dict[tuple[int, int], int]
"""What is left to take, by product and location."""

EXACT_TRIES = 2_000
"""How many sets of locations are tried before a greedy choice is good enough."""


class CannotSource(Exception):
    """There isn't enough of a product, or of what goes into it, at the locations that may serve it."""

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


@dataclass(frozen=True, slots=True)
class _Search:
    """What is left to take, and what bundles consist of."""

    stock: Stock
    bundles: Mapping[int, Parts] = field(default_factory=dict)

    def parts(self, product_id: int) -> Parts:
        """Return what goes into one unit: of a product that is no bundle, itself."""
        return self.bundles.get(product_id) or {product_id: 1}

    def wanted(self, demands: Sequence[Demand]) -> Counter[int]:
        """Return the units of each component that all demands together need."""
        wanted: Counter[int] = Counter()
        for demand in demands:
            for component_id, units in self.parts(demand.product_id).items():
                wanted[component_id] += units * demand.quantity
        return wanted

    def whole(self, product_id: int, place: int, stock: Stock) -> int:
        """Return how many units, bundles with all their components, the place has of the product."""
        return min(
            stock.get((component_id, place), 0) // units
            for component_id, units in self.parts(product_id).items()
        )


def plan(
    demands: Sequence[Demand],
    availability: Mapping[int, Sequence[LocationAvailability]],
    rules: SourcingRules = NO_RULES,
    bundles: Mapping[int, Parts] | None = None,
) -> list[Take]:
    """Return from where each demand is taken.

    A demand that names its location is served there, before all others. The others share what is left,
    from as few locations as can be, earlier ones first; a line is split only if no chosen location has
    all of it. A bundle is taken as its components, which lie at one location. Demands are summed per component
    before they are checked. What keeps no stock is taken nowhere.

    Raises CannotSource for a product of which there isn't enough.
    """
    stock = {
        (product_id, place.location_id): max(0, place.available)
        for product_id, places in availability.items()
        for place in places
    }
    search = _Search(stock, bundles or {})
    demands = [demand for demand in demands if _keeps_stock(availability.get(demand.product_id, ()))]
    named: dict[int, list[Demand]] = {}
    for demand in demands:
        if demand.location_id is not None:
            named.setdefault(demand.location_id, []).append(demand)
    takes = [take for place, there in named.items() for take in _serve(there, search, [place])]
    delivered = [demand for demand in demands if demand.location_id is None]
    return takes + _serve(delivered, search, _shippable(availability, rules))


def _keeps_stock(places: Sequence[LocationAvailability]) -> bool:
    return all(place.keeps_stock for place in places)


def _shippable(availability: Mapping[int, Sequence[LocationAvailability]], rules: SourcingRules) -> list[int]:
    places = [place for figures in availability.values() for place in figures if rules.may_ship(place)]
    positions = {place.location_id: place.position for place in places}
    return sorted(positions, key=lambda location_id: (positions[location_id], location_id))


def _serve(demands: Sequence[Demand], search: _Search, places: Sequence[int]) -> list[Take]:
    """Take the demands out of the stock of the places; raise CannotSource if they don't have it."""
    wanted = search.wanted(demands)
    _refuse_shortage(wanted, demands, search, places)
    useful = [place for place in places if any(search.stock.get((key, place), 0) for key in wanted)]
    for chosen in _sets(wanted, search.stock, useful):
        left = dict(search.stock)
        takes, unserved = _take_all(demands, search, chosen, left)
        if unserved is None:
            search.stock.update(left)
            return takes
        short = _shortage(unserved.product_id, demands, short_by=unserved.quantity)
    raise short


def _refuse_shortage(
    wanted: Mapping[int, int], demands: Sequence[Demand], search: _Search, places: Sequence[int]
) -> None:
    for component_id, quantity in wanted.items():
        short_by = quantity - sum(search.stock.get((component_id, place), 0) for place in places)
        if short_by > 0:
            lacking = next(each for each in demands if component_id in search.parts(each.product_id))
            units = search.parts(lacking.product_id)[component_id]
            raise _shortage(lacking.product_id, demands, short_by=-(-short_by // units))


def _shortage(product_id: int, demands: Sequence[Demand], *, short_by: int) -> CannotSource:
    wanted = sum(demand.quantity for demand in demands if demand.product_id == product_id)
    return CannotSource(product_id=product_id, wanted=wanted, short_by=short_by)


def _sets(wanted: Mapping[int, int], stock: Stock, places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield sets of locations that have everything: smaller ones first, then in order of preference.

    After so many tries one that is big enough, and in the end all of them.
    """
    sets = chain.from_iterable(combinations(places, size) for size in range(len(places) + 1))
    for chosen in islice(sets, EXACT_TRIES):
        if all(
            sum(stock.get((product_id, place), 0) for place in chosen) >= quantity
            for product_id, quantity in wanted.items()
        ):
            yield chosen
    yield _greedy(wanted, stock, places)
    yield places


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


def _take_all(
    demands: Sequence[Demand], search: _Search, places: Sequence[int], stock: Stock
) -> tuple[list[Take], Demand | None]:
    """Take the demands, bundles first since they can't be split, out of the stock; return one that isn't served."""
    takes: list[Take] = []
    for demand in sorted(demands, key=lambda each: each.product_id not in search.bundles):
        left = _take(demand, search, places, stock, takes)
        if left:
            return takes, Demand(demand.line_key, demand.product_id, left)
    return takes, None


def _take(demand: Demand, search: _Search, places: Sequence[int], stock: Stock, takes: list[Take]) -> int:
    """Add what the places have of the demand to the takes; return how many units are missing."""
    left = demand.quantity
    enough = [place for place in places if search.whole(demand.product_id, place, stock) >= left][:1]
    for place in enough or places:
        quantity = min(left, search.whole(demand.product_id, place, stock))
        if not quantity:
            continue
        left -= quantity
        for component_id, units in search.parts(demand.product_id).items():
            takes.append(Take(demand.line_key, component_id, place, quantity * units, units))
            stock[component_id, place] -= quantity * units
    return left
