"""Two shops, two products and a pair of both: what the rules of the stock machine act on."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from unittest.mock import patch

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
)

from apps.accounts.models import StaffRole
from apps.catalog.models import Product
from apps.channels.models import Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.services.adjust import BelowZero
from apps.stock.services.allocation import OutOfStock
from apps.stock.services.limits import set_reserve
from apps.stock.services.movements import record_movements
from apps.stock.services.states import NotInThatState
from apps.stock.types import NewMovement
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory, bundle
from tests.factories.channels import ChannelFactory, LocationFactory, WarehouseFactory
from tests.factories.stock import NOON, movement, stock

units = st.integers(1, 4)
products = st.sampled_from(["vase", "cup"])
places = st.sampled_from(["altopascio", "lucca"])
holders = st.sampled_from(["basket:alice", "basket:bob"])
Key = tuple[str, str]
PAIR = {"vase": 1, "cup": 2}


def four_of(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Return so many units of each product in each place."""
    return st.tuples(*[st.integers(least, most)] * 4)


@dataclass
class Promise:
    line: str
    key: Key
    units: int


@dataclass
class Kept:
    key: Key
    units: int
    until: datetime


class Shops(RuleBasedStateMachine):
    """Real services on one side, a few dictionaries that any child could keep on the other."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.clock = patch.object(clock, "now", lambda: self.now)
        self.clock.start()
        self.beginning = transaction.savepoint()

    def teardown(self) -> None:
        self.clock.stop()
        transaction.savepoint_rollback(self.beginning)

    @initialize(lying=four_of(1, 5), safety=four_of(0, 1), kept=st.integers(0, 2))
    def open_the_shops(self, lying: Sequence[int], safety: Sequence[int], kept: int) -> None:
        self.places = {"altopascio": WarehouseFactory(), "lucca": LocationFactory()}
        self.products = {"vase": ProductFactory(), "cup": ProductFactory()}
        self.pair = bundle((self.products["vase"], 1), (self.products["cup"], 2))
        self.web = ChannelFactory(sells_from=list(self.places.values()), hold_minutes=20)
        self.phone = ChannelFactory(sells_from=list(self.places.values()))
        self.owner = staff(StaffRole.Role.OWNER)
        self.lines, self.steps = count(1), count()
        self.told: list[NewMovement] = []
        keys = [(product, place) for product in self.products for place in self.places]
        self.on_hand = dict(zip(keys, lying, strict=True))
        self.safety = dict(zip(keys, safety, strict=True))
        self.quarantined = dict.fromkeys(keys, 0)
        self.reserved: Counter[tuple[str, str | None]] = Counter()
        self.buffered: dict[str, int | None] = dict.fromkeys(self.products)
        self.pairs: dict[str, Counter[Key]] = {}
        self.open: dict[str, Promise] = {}
        self.kept: dict[str, list[Kept]] = {}
        self.journeys: dict[int, tuple[str, int]] = {}
        for key, quantity in self.on_hand.items():
            stock(*self._at(key), quantity, safety_stock=self.safety[key])
        self._reserve("cup", None, kept)

    def _reserve(self, product: str, place: str | None, quantity: int) -> None:
        """Have some kept for orders by phone, in a place or wherever they lie."""
        set_reserve(
            channel=self.phone,
            product_id=self.products[product].pk,
            location_id=self.places[place].pk if place else None,
            quantity=quantity,
            actor=self.owner,
        )
        self.reserved[product, place] = quantity

    def _at(self, key: Key) -> tuple[Product, Location]:
        """Return the rows of what is about to be touched."""
        self.touched = key
        return self._rows_of(key)

    def _rows_of(self, key: Key) -> tuple[Product, Location]:
        product, place = key
        return self.products[product], self.places[place]

    def _promised(self, key: Key) -> int:
        ordered = sum(promise.units for promise in self.open.values() if promise.key == key)
        return ordered + sum(parts[key] for parts in self.pairs.values())

    def _unpromised(self, key: Key, holder: str = "") -> int:
        return self.on_hand[key] - self._promised(key) - self._held(key, holder)

    def _free(self, key: Key, holder: str = "") -> int:
        return self._unpromised(key, holder) - self.safety[key]

    def _offered(self, product: str, holder: str = "") -> dict[Key, int]:
        """Return what the web shop may promise: the phone's reserves and its buffer are kept, the shop's first."""
        places = [(product, place) for place in self.places]
        free = {key: max(0, self._free(key, holder)) for key in places}
        for key in places:
            free[key] -= min(self.reserved[key], free[key])
        kept = self.reserved[product, None] + (self.buffered[product] or 0)
        for key in reversed(list(free)):
            taken = min(kept, free[key])
            free[key] -= taken
            kept -= taken
        return free

    def _pairs_at(self, place: str) -> int:
        offered = {product: self._offered(product)[product, place] for product in self.products}
        return min(offered[product] // units for product, units in PAIR.items())

    def _held(self, key: Key, holder: str = "") -> int:
        holds = [one for who, kept in self.kept.items() if who != holder for one in kept]
        return sum(one.units for one in holds if one.key == key and one.until > self.now)

    def _record(self, key: Key, quantity: int, **facts: object) -> None:
        fact = movement(*self._at(key), quantity, at=self.now, **facts)
        assert record_movements(movements=[fact]) == 1
        self.told.append(fact)
        self.on_hand[key] += quantity


def refusal_of(act: Callable[[], object]) -> DomainError | None:
    """Return the refusal that the act met, if it met one."""
    try:
        act()
    except (OutOfStock, BelowZero, NotInThatState) as refusal:
        return refusal
    return None
