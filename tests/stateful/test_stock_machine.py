"""Whatever happens to stock, in whatever order: the counters agree with the ledgers and nothing is promised twice."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from unittest.mock import patch

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

from apps.accounts.models import StaffRole
from apps.catalog.models import Product
from apps.channels.models import Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.choices import CountScope, CountSource, LineDecision, MovementKind, StockState
from apps.stock.count_types import NewEntry
from apps.stock.explanation import explain_level
from apps.stock.models import Allocation, StockLevel
from apps.stock.reconciliation import drifts
from apps.stock.selectors import availability, available_quantity, in_transit
from apps.stock.services import transfers
from apps.stock.services.adjust import BelowZero, adjust_stock
from apps.stock.services.allocation import OutOfStock, allocate, consume, release, reserve
from apps.stock.services.counts.entering import add_entries
from apps.stock.services.counts.opening import open_count
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import decide_lines, finish_count, leave_rest
from apps.stock.services.holds import hold, reap_expired_holds, release_holds
from apps.stock.services.limits import set_buffer, set_reserve
from apps.stock.services.movements import record_movements
from apps.stock.services.receiving import receive_transfer
from apps.stock.services.states import NotInThatState, change_state
from apps.stock.types import Arrival
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory, bundle
from tests.factories.channels import ChannelFactory, LocationFactory, WarehouseFactory
from tests.factories.stock import NOON, demand, movement, stock, take

units = st.integers(1, 4)
products = st.sampled_from(["vase", "cup"])
places = st.sampled_from(["altopascio", "lucca"])
holders = st.sampled_from(["basket:alice", "basket:bob"])
Key = tuple[str, str]
PAIR = {"vase": 1, "cup": 2}


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
        self.now = NOON
        self.clock = patch.object(clock, "now", lambda: self.now)
        self.clock.start()
        self.beginning = transaction.savepoint()

    def teardown(self) -> None:
        self.clock.stop()
        transaction.savepoint_rollback(self.beginning)

    @initialize()
    def open_the_shops(self) -> None:
        self.places = {"altopascio": WarehouseFactory(), "lucca": LocationFactory()}
        self.products = {"vase": ProductFactory(), "cup": ProductFactory()}
        self.pair = bundle((self.products["vase"], 1), (self.products["cup"], 2))
        self.web = ChannelFactory(sells_from=list(self.places.values()), hold_minutes=20)
        self.phone = ChannelFactory(sells_from=list(self.places.values()))
        self.owner = staff(StaffRole.Role.OWNER)
        self.lines, self.steps = count(1), count()
        self.reserved = dict.fromkeys(self.products, 0)
        self.buffered: dict[str, int | None] = dict.fromkeys(self.products)
        self.quarantined = dict.fromkeys(
            ((product, place) for product in self.products for place in self.places), 0
        )
        self.pairs: dict[str, Counter[Key]] = {}
        self.on_hand = {(product, place): 3 for product in self.products for place in self.places}
        self.open: dict[str, Promise] = {}
        self.kept: dict[str, list[Kept]] = {}
        self.journeys: dict[int, tuple[str, int]] = {}
        for key, quantity in self.on_hand.items():
            stock(*self._at(key), quantity)

    def _at(self, key: Key) -> tuple[Product, Location]:
        product, place = key
        return self.products[product], self.places[place]

    def _promised(self, key: Key) -> int:
        ordered = sum(promise.units for promise in self.open.values() if promise.key == key)
        return ordered + sum(parts[key] for parts in self.pairs.values())

    def _free(self, key: Key, holder: str = "") -> int:
        return self.on_hand[key] - self._promised(key) - self._held(key, holder)

    def _offered(self, product: str, holder: str = "") -> dict[Key, int]:
        """Return what the web shop may promise: the phone's reserve and its buffer are kept, the shop's first."""
        free = {(product, place): max(0, self._free((product, place), holder)) for place in self.places}
        kept = self.reserved[product] + (self.buffered[product] or 0)
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
        assert record_movements(movements=[fact]) == 0
        self.on_hand[key] += quantity

    @rule(product=products, place=places, quantity=units, cost=st.none() | st.integers(1, 9))
    def goods_arrive(self, product: str, place: str, quantity: int, cost: int | None) -> None:
        self._record((product, place), quantity, unit_cost=cost and Decimal(cost))

    @rule(place=places, quantity=units)
    def a_till_sells_pairs(self, place: str, quantity: int) -> None:
        fact = movement(self.pair, self.places[place], -quantity, at=self.now, source_kind="till-sale")
        assert record_movements(movements=[fact]) == len(PAIR)
        assert record_movements(movements=[fact]) == 0
        for product, units in PAIR.items():
            self.on_hand[product, place] -= quantity * units

    @rule(quantity=st.integers(1, 2))
    def the_web_sells_pairs(self, quantity: int) -> None:
        line, whole = str(next(self.lines)), {place: self._pairs_at(place) for place in self.places}
        refusal = refusal_of(
            lambda: reserve(
                demands=[demand(self.pair, quantity, line)],
                channel=self.web,
                source_kind="order",
                at=self.now,
            )
        )
        assert bool(refusal) == (sum(whole.values()) < quantity)
        if refusal:
            return
        parts = self.pairs[line] = Counter[Key]()
        enough = [place for place in whole if whole[place] >= quantity][:1]
        for place in enough or whole:
            taken = min(quantity, whole[place])
            quantity -= taken
            parts.update({(product, place): taken * units for product, units in PAIR.items()})

    @precondition(lambda self: self.pairs)
    @rule()
    def pairs_are_called_off(self) -> None:
        line, parts = self.pairs.popitem()
        wanted = sum(parts[key] for key in parts if key[0] == "vase")
        assert release(source_kind="order", source_ids=[line]) == wanted

    @precondition(lambda self: self.pairs)
    @rule()
    def pairs_are_handed_over(self) -> None:
        line, parts = self.pairs.popitem()
        promises = Allocation.objects.filter(source_kind="order", source_id=line)
        consume(allocations=list(promises), actor=None, at=self.now, source_id=str(next(self.lines)))
        for key, quantity in parts.items():
            self.on_hand[key] -= quantity

    @rule(product=products, quantity=st.integers(0, 3))
    def the_phone_has_some_kept(self, product: str, quantity: int) -> None:
        goods = self.products[product].pk
        set_reserve(
            channel=self.phone, product_id=goods, location_id=None, quantity=quantity, actor=self.owner
        )
        self.reserved[product] = quantity

    @rule(product=products, quantity=st.none() | st.integers(0, 2))
    def the_web_is_given_a_buffer(self, product: str, quantity: int | None) -> None:
        goods = self.products[product].pk
        set_buffer(channel=self.web, product_id=goods, location_id=None, quantity=quantity, actor=self.owner)
        self.buffered[product] = quantity

    @rule(product=products, place=places, quantity=units, into=st.booleans())
    def goods_change_their_state(self, product: str, place: str, quantity: int, into: bool) -> None:
        key = (product, place)
        states = [StockState.SELLABLE, StockState.QUARANTINE]
        origin, to = states if into else states[::-1]
        there = self._free(key) if into else self.quarantined[key]
        goods, location = self._at(key)
        refusal = refusal_of(
            lambda: change_state(
                product_id=goods.pk,
                location_id=location.pk,
                origin=origin,
                to=to,
                quantity=quantity,
                reason="Scratched",
                actor=None,
                key=str(next(self.lines)),
            )
        )
        assert bool(refusal) == (there < quantity)
        if not refusal:
            change = -quantity if into else quantity
            self.on_hand[key] += change
            self.quarantined[key] -= change

    @rule(product=products, place=places, quantity=st.integers(0, 6))
    def somebody_counts(self, product: str, place: str, quantity: int) -> None:
        goods, location = self._at((product, place))
        self.now += timedelta(minutes=10)
        counting = open_count(location_id=location.pk, scope=CountScope.FULL, actor=None, at=self.now)
        self.now += timedelta(minutes=10)
        said = NewEntry(str(next(self.lines)), str(goods.sku), quantity, self.now, source=CountSource.TYPED)
        self.now += timedelta(minutes=10)
        for _twice in range(2):
            add_entries(count_id=counting.pk, entries=[said], actor=None, at=self.now)
        finish_count(count_id=counting.pk, actor=None, at=self.now)
        leave_rest(count_id=counting.pk, actor=None)
        counted = counting.lines.filter(product=goods).values_list("pk", flat=True)
        decide_lines(
            count_id=counting.pk, line_ids=counted, decision=LineDecision.ACCEPT, actor=None, at=self.now
        )
        for _twice in range(2):
            post_count(count_id=counting.pk, actor=None, at=self.now)
        self.on_hand[product, place] = quantity

    @rule(product=products, place=places, quantity=units)
    def a_till_sells(self, product: str, place: str, quantity: int) -> None:
        self._record((product, place), -quantity, source_kind="till-sale")

    @rule(product=products, place=places, quantity=units)
    def a_customer_brings_back(self, product: str, place: str, quantity: int) -> None:
        self._record((product, place), quantity, kind=MovementKind.RETURN)

    @rule(holder=holders, product=products, quantity=units)
    def a_shopper_checks_out(self, holder: str, product: str, quantity: int) -> None:
        free = self._offered(product, holder)
        keys = list(free)
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

    @precondition(lambda self: any(quantity > 1 for _product, quantity in self.journeys.values()))
    @rule()
    def one_of_the_goods_arrives_before_the_others(self) -> None:
        transfer_id = next(key for key, (_product, quantity) in self.journeys.items() if quantity > 1)
        product, quantity = self.journeys[transfer_id]
        for _twice in range(2):
            receive_transfer(
                transfer_id=transfer_id,
                arrivals={self.products[product].pk: Arrival(good=1)},
                key=f"before-{quantity}",
                actor=None,
                at=self.now,
            )
        self.on_hand[product, "lucca"] += 1
        self.journeys[transfer_id] = (product, quantity - 1)

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
            assert figures[product.pk, location.pk] == (on_hand, self._promised(key))

    @invariant()
    def alice_sees_what_is_free(self) -> None:
        goods = {product: row.pk for product, row in self.products.items()}
        seen = available_quantity(
            channel=self.web, product_ids=goods.values(), at=self.now, holder="basket:alice"
        )
        for product, product_id in goods.items():
            assert seen[product_id] == sum(self._offered(product, "basket:alice").values())

    @invariant()
    def one_level_explains_itself(self) -> None:
        """Look at another level, product and channel after each step; all of them would take too long."""
        step = next(self.steps)
        product = [*self.products.values(), self.pair][step % 3]
        channel = [self.web, self.phone][step % 2]
        for offer in availability(channel=channel, product_ids=[product.pk], at=self.now)[product.pk]:
            why = explain_level(
                product_id=product.pk, location_id=offer.location_id, at=self.now, channel=channel
            )
            assert why.available == offer.available
            assert sum(why.movements.values()) == why.on_hand

    @invariant()
    def goods_on_their_way_are_somewhere(self) -> None:
        travelling = in_transit(product_ids=[row.pk for row in self.products.values()])
        seen = sum(goods.quantity for found in travelling.values() for goods in found)
        assert seen == sum(quantity for _product, quantity in self.journeys.values())


def refusal_of(act: Callable[[], object]) -> DomainError | None:
    """Return the refusal that the act met, if it met one."""
    try:
        act()
    except (OutOfStock, BelowZero, NotInThatState) as refusal:
        return refusal
    return None


@pytest.mark.django_db
def test_stock_stays_true_whatever_happens():
    run_state_machine_as_test(
        StockMachine,
        settings=settings(max_examples=20, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
