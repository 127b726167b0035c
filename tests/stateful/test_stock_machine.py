"""Whatever happens to stock, in whatever order: the counters agree with the ledgers and nothing is promised twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.core.errors import DomainError
from apps.stock.choices import MovementKind
from apps.stock.models import Allocation, StockLevel
from apps.stock.reconciliation import drifts
from apps.stock.selectors import available_quantity, in_transit
from apps.stock.services import transfers
from apps.stock.services.adjust import BelowZero, adjust_stock
from apps.stock.services.allocation import OutOfStock, allocate, consume, release
from apps.stock.services.holds import hold, reap_expired_holds, release_holds
from apps.stock.services.movements import record_movements
from apps.stock.services.receiving import receive_transfer
from apps.stock.types import Arrival
from tests.factories.catalog import ProductFactory
from tests.factories.channels import ChannelFactory, LocationFactory, WarehouseFactory
from tests.factories.stock import NOON, demand, movement, stock, take

units = st.integers(1, 4)
products = st.sampled_from(["vase", "cup"])
places = st.sampled_from(["altopascio", "lucca"])
holders = st.sampled_from(["basket:alice", "basket:bob"])
Key = tuple[str, str]


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


class StockMachine(RuleBasedStateMachine):
    """Real services on one side, a few dictionaries that any child could keep on the other."""

    def __init__(self) -> None:
        super().__init__()
        self.beginning = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.beginning)

    @initialize()
    def open_the_shops(self) -> None:
        self.places = {"altopascio": WarehouseFactory(), "lucca": LocationFactory()}
        self.products = {"vase": ProductFactory(), "cup": ProductFactory()}
        self.web = ChannelFactory(sells_from=list(self.places.values()), hold_minutes=20)
        self.now, self.lines = NOON, count(1)
        self.on_hand = {(product, place): 3 for product in self.products for place in self.places}
        self.open: dict[str, Promise] = {}
        self.kept: dict[str, list[Kept]] = {}
        self.journeys: dict[int, tuple[str, int]] = {}
        for key, quantity in self.on_hand.items():
            stock(*self._at(key), quantity)

    def _at(self, key: Key) -> tuple[Product, Location]:
        product, place = key
        return self.products[product], self.places[place]

    def _free(self, key: Key, holder: str = "") -> int:
        promised = sum(promise.units for promise in self.open.values() if promise.key == key)
        return self.on_hand[key] - promised - self._held(key, holder)

    def _held(self, key: Key, holder: str = "") -> int:
        holds = [one for who, kept in self.kept.items() if who != holder for one in kept]
        return sum(one.units for one in holds if one.key == key and one.until > self.now)

    def _record(self, key: Key, quantity: int, **facts: object) -> None:
        fact = movement(*self._at(key), quantity, at=self.now, **facts)
        assert record_movements(movements=[fact]) == 1
        assert record_movements(movements=[fact]) == 0
        self.on_hand[key] += quantity

    @rule(product=products, place=places, quantity=units)
    def goods_arrive(self, product: str, place: str, quantity: int) -> None:
        self._record((product, place), quantity)

    @rule(product=products, place=places, quantity=units)
    def a_till_sells(self, product: str, place: str, quantity: int) -> None:
        self._record((product, place), -quantity, source_kind="till-sale")

    @rule(product=products, place=places, quantity=units)
    def a_customer_brings_back(self, product: str, place: str, quantity: int) -> None:
        self._record((product, place), quantity, kind=MovementKind.RETURN)

    @rule(holder=holders, product=products, quantity=units)
    def a_shopper_checks_out(self, holder: str, product: str, quantity: int) -> None:
        keys = [(product, place) for place in self.places]
        free = {key: max(0, self._free(key, holder)) for key in keys}
        wanted = demand(self.products[product], quantity)
        refusal = refusal_of(lambda: hold(demands=[wanted], channel=self.web, holder=holder, at=self.now))
        assert bool(refusal) == (sum(free.values()) < quantity)
        if refusal:
            assert refusal.params["available"] == sum(free.values())
            return
        until = self.now + timedelta(minutes=20)
        whole = [key for key in keys if free[key] >= quantity][:1]
        self.kept[holder] = []
        for key in whole or keys:
            part = min(quantity, free[key])
            quantity -= part
            self.kept[holder] += [Kept(key, part, until)] * bool(part)

    @rule(holder=holders)
    def a_shopper_walks_off(self, holder: str) -> None:
        release_holds(holder=holder, at=self.now)
        self.kept.pop(holder, None)

    @rule(product=products, place=places, quantity=units, holder=st.none() | holders)
    def an_order_is_placed(self, product: str, place: str, quantity: int, holder: str | None) -> None:
        key, line = (product, place), str(next(self.lines))
        free = self._free(key, holder or "")
        promised = take(*self._at(key), quantity, line)
        refusal = refusal_of(
            lambda: allocate(takes=[promised], source_kind="order", at=self.now, converting=holder)
        )
        assert bool(refusal) == (free < quantity)
        if refusal:
            assert refusal.params["available"] == max(0, free)
            return
        self.kept.pop(holder or "", None)
        self.open[line] = Promise(line, key, quantity)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def an_order_is_called_off(self, data: st.DataObject) -> None:
        promise = self.open.pop(data.draw(st.sampled_from(sorted(self.open))))
        assert release(source_kind="order", source_ids=[promise.line]) == promise.units
        assert release(source_kind="order", source_ids=[promise.line]) == 0

    @precondition(lambda self: self.open)
    @rule(data=st.data(), quantity=units)
    def goods_are_handed_over(self, data: st.DataObject, quantity: int) -> None:
        promise = self.open[data.draw(st.sampled_from(sorted(self.open)))]
        quantity, handover = min(quantity, promise.units), str(next(self.lines))
        allocation = Allocation.objects.get(
            source_kind="order", source_id=promise.line, level__product__in=self.products.values()
        )
        for expected in (1, 0):
            done = consume(
                allocations=[allocation],
                actor=None,
                at=self.now,
                source_id=handover,
                quantities={allocation.pk: quantity},
            )
            assert done == expected
        self.on_hand[promise.key] -= quantity
        promise.units -= quantity
        if not promise.units:
            del self.open[promise.line]

    @rule(product=products, place=places, change=st.integers(-4, 4).filter(bool))
    def somebody_corrects(self, product: str, place: str, change: int) -> None:
        key = (product, place)
        goods, location = self._at(key)
        places = {"product_id": goods.pk, "location_id": location.pk}
        refusal = refusal_of(lambda: adjust_stock(**places, change=change, reason="Counted", actor=None))
        assert bool(refusal) == (self.on_hand[key] + change < 0 > change)
        if refusal:
            return
        self.on_hand[key] += change

    @rule(product=products, quantity=units)
    def goods_are_sent_to_the_shop(self, product: str, quantity: int) -> None:
        origin, free = (product, "altopascio"), self._free((product, "altopascio"))
        transfer = transfers.draft_transfer(
            origin_id=self.places["altopascio"].pk,
            destination_id=self.places["lucca"].pk,
            quantities={self.products[product].pk: quantity},
            actor=None,
            at=self.now,
        )
        refusal = refusal_of(
            lambda: transfers.dispatch_transfer(transfer_id=transfer.pk, actor=None, at=self.now)
        )
        assert bool(refusal) == (free < quantity)
        if refusal:
            return
        self.on_hand[origin] -= quantity
        self.journeys[transfer.pk] = (product, quantity)

    @precondition(lambda self: self.journeys)
    @rule(arrives=st.booleans(), lost=st.booleans())
    def a_journey_ends(self, arrives: bool, lost: bool) -> None:
        transfer_id, (product, quantity) = self.journeys.popitem()
        if arrives:
            goods = self.products[product].pk
            quantity -= lost
            receive_transfer(
                transfer_id=transfer_id,
                arrivals={goods: Arrival(good=quantity, lost=int(lost), reason="Broken")},
                key="1",
                actor=None,
                at=self.now,
            )
        else:
            transfers.cancel_transfer(transfer_id=transfer_id, actor=None, at=self.now)
        self.on_hand[product, "lucca" if arrives else "altopascio"] += quantity

    @rule(minutes=st.sampled_from([1, 19, 20, 60]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def expired_holds_are_cleared_away(self) -> None:
        reap_expired_holds(at=self.now)

    @invariant()
    def the_levels_say_what_happened(self) -> None:
        assert list(drifts()) == []
        levels = StockLevel.objects.filter(product__in=self.products.values())
        figures = {
            (level.product_id, level.location_id): (level.on_hand, level.allocated) for level in levels
        }
        for key, on_hand in self.on_hand.items():
            product, location = self._at(key)
            promised = sum(promise.units for promise in self.open.values() if promise.key == key)
            assert figures[product.pk, location.pk] == (on_hand, promised)

    @invariant()
    def alice_sees_what_is_free(self) -> None:
        goods = {product: row.pk for product, row in self.products.items()}
        seen = available_quantity(
            channel=self.web, product_ids=goods.values(), at=self.now, holder="basket:alice"
        )
        for product, product_id in goods.items():
            free = [max(0, self._free((product, place), "basket:alice")) for place in self.places]
            assert seen[product_id] == sum(free)

    @invariant()
    def goods_on_their_way_are_somewhere(self) -> None:
        travelling = in_transit(product_ids=[row.pk for row in self.products.values()])
        seen = sum(goods.quantity for found in travelling.values() for goods in found)
        assert seen == sum(quantity for _product, quantity in self.journeys.values())


def refusal_of(act: Callable[[], object]) -> DomainError | None:
    """Return the refusal that the act met, if it met one."""
    try:
        act()
    except (OutOfStock, BelowZero) as refusal:
        return refusal
    return None


@pytest.mark.django_db
def test_stock_stays_true_whatever_happens():
    run_state_machine_as_test(
        StockMachine,
        settings=settings(max_examples=20, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
