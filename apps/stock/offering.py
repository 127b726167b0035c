"""What a channel may promise at each of its locations. Pure; whoever asks, buys or explains is answered by it.

    free      = on hand - allocated - held - safety stock
    available = free - reserved for other channels - buffer

Both are kept back from what is free, never from more:

- A reserve at a location is kept there.
- A reserve without a location is kept where its channel and this one both sell, from this channel's last location
  upwards, out of what reserves at locations leave. So the others together never promise the reserve's last units.
- The buffer is the most precise rule: of the product at the location, of the product, of the location, of the
  channel. That of a product without a location is kept back once, from the last location upwards.

The sum over the locations is therefore max(0, free - reserves - buffer) of all together, and what is available at
each of them can be promised there.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .types import UNLIMITED, LocationAvailability

Places = Sequence[LocationAvailability]
"""A product's figures at a channel's locations, in the channel's order."""

Parts = Mapping[int, int]
"""How many of each component go into one bundle."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """Units of a product kept for another channel, at a location or in all of its `sells_from` together."""

    channel_id: int
    quantity: int
    location_id: int | None = None
    sells_from: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """What is kept back from a channel: others' reserves by product, buffers by product and location or None."""

    reserves: Mapping[int, Sequence[Reserve]] = field(default_factory=dict)
    buffers: Mapping[tuple[int | None, int | None], int] = field(default_factory=dict)

    def buffer_at(self, product_id: int, location_id: int) -> int:
        """Return the buffer of this location alone; none where the product has one over all its locations."""
        if (product_id, location_id) in self.buffers:
            return self.buffers[product_id, location_id]
        if (product_id, None) in self.buffers:
            return 0
        return self.buffers.get((None, location_id), self.buffers.get((None, None), 0))

    def shared_buffer(self, product_id: int) -> int:
        """Return the buffer of all locations together that have none of their own for the product."""
        return self.buffers.get((product_id, None), 0)


def offered(product_id: int, places: Places, limits: Limits) -> Places:
    """Return the figures with what is kept back from the channel taken off what is free."""
    reserves = limits.reserves.get(product_id, ())
    if not (reserves or limits.buffers) or not all(place.keeps_stock for place in places):
        return places
    free = {place.location_id: max(0, place.available) for place in places}
    upwards = [place.location_id for place in reversed(places)]
    reserved = _reserved(reserves, upwards, free)
    buffered = _buffered(product_id, limits, upwards, free)
    return [
        replace(
            place,
            reserved=reserved[place.location_id],
            buffered=buffered[place.location_id],
            available=place.available - reserved[place.location_id] - buffered[place.location_id],
        )
        for place in places
    ]


def _reserved(reserves: Iterable[Reserve], upwards: Sequence[int], free: dict[int, int]) -> Counter[int]:
    kept: Counter[int] = Counter()
    for reserve in sorted(reserves, key=lambda each: (each.location_id is None, each.channel_id)):
        if reserve.location_id is not None:
            _keep(reserve.quantity, [reserve.location_id], free, kept)
        else:
            shared = [location_id for location_id in upwards if location_id in reserve.sells_from]
            _keep(reserve.quantity, shared, free, kept)
    return kept


def _buffered(product_id: int, limits: Limits, upwards: Sequence[int], free: dict[int, int]) -> Counter[int]:
    kept: Counter[int] = Counter()
    for location_id in upwards:
        _keep(limits.buffer_at(product_id, location_id), [location_id], free, kept)
    together = [location_id for location_id in upwards if (product_id, location_id) not in limits.buffers]
    _keep(limits.shared_buffer(product_id), together, free, kept)
    return kept


def _keep(units: int, locations: Iterable[int], free: dict[int, int], kept: Counter[int]) -> None:
    """Move up to so many units from what is free to what is kept, location by location."""
    for location_id in locations:
        taken = min(units, free.get(location_id, 0))
        if taken:
            free[location_id] -= taken
            kept[location_id] += taken
            units -= taken


def stocked(parts: Parts, found: Mapping[int, Places]) -> Parts:
    """Return the components of which stock is kept; of the others there is always enough."""
    return {key: units for key, units in parts.items() if all(place.keeps_stock for place in found[key])}


def of_bundle(parts: Parts, found: Mapping[int, Places]) -> Places:
    """Return how many whole bundles there are at each location that has something of every component."""
    counted = stocked(parts, found)
    if not counted:
        return next((found[key] for key in parts), [])
    by_place = [{place.location_id: (place, units) for place in found[key]} for key, units in counted.items()]
    first, *others = by_place
    return [
        LocationAvailability(
            location_id=location_id,
            on_hand=_whole((place.on_hand, units) for place, units in there),
            allocated=0,
            held=0,
            safety_stock=0,
            available=_whole((place.available, units) for place, units in there),
            position=there[0][0].position,
            ships=there[0][0].ships,
        )
        for location_id in first
        if all(location_id in other for other in others)
        for there in [[places[location_id] for places in by_place]]
    ]


def _whole(figures: Iterable[tuple[int, int]]) -> int:
    return min((there // units for there, units in figures), default=UNLIMITED)


def resolve(
    product_ids: Collection[int],
    found: Mapping[int, Places],
    limits: Limits,
    bundles: Mapping[int, Parts],
) -> dict[int, Places]:
    """Return what the channel may promise of each product, bundles by what their components allow."""
    offers = {key: offered(key, places, limits) for key, places in found.items()}
    for bundle_id, parts in bundles.items():
        offers[bundle_id] = of_bundle(parts, offers)
    return {key: offers[key] for key in product_ids}
