"""Goods come, are promised, kept, sold and brought back."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from apps.stock.choices import MovementKind
from apps.stock.models import Allocation
from apps.stock.services.allocation import allocate, consume, release, reserve
from apps.stock.services.holds import hold, release_holds
from apps.stock.services.limits import set_buffer
from apps.stock.services.movements import record_movements
from tests.factories.stock import demand, movement, take
from tests.stateful.shops import PAIR, Kept, Key, Promise, Shops, holders, places, products, refusal_of, units


class Selling(Shops):
    """What shoppers, tills and orders do."""

    @rule(product=products, place=places, quantity=units, cost=st.none() | st.integers(1, 9))
    def goods_arrive(self, product: str, place: str, quantity: int, cost: int | None) -> None:
        self._record((product, place), quantity, unit_cost=cost and Decimal(cost))

    @rule(place=places, quantity=units)
    def a_till_sells_pairs(self, place: str, quantity: int) -> None:
        fact = movement(self.pair, self.places[place], -quantity, at=self.now, source_kind="till-sale")
        assert record_movements(movements=[fact]) == len(PAIR)
        self.told.append(fact)
        for product, parts in PAIR.items():
            self.on_hand[product, place] -= quantity * parts

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

    @rule(product=products, place=st.none() | places, quantity=st.integers(0, 3))
    def the_phone_has_some_kept(self, product: str, place: str | None, quantity: int) -> None:
        self._reserve(product, place, quantity)

    @rule(product=products, quantity=st.none() | st.integers(0, 2))
    def the_web_is_given_a_buffer(self, product: str, quantity: int | None) -> None:
        goods = self.products[product].pk
        set_buffer(channel=self.web, product_id=goods, location_id=None, quantity=quantity, actor=self.owner)
        self.buffered[product] = quantity

    @precondition(lambda self: self.told)
    @rule(data=st.data(), product=products, place=places)
    def an_old_message_comes_again_with_a_new_sale(
        self, data: st.DataObject, product: str, place: str
    ) -> None:
        old = data.draw(st.sampled_from(self.told))
        new = movement(*self._at((product, place)), -1, at=self.now, source_kind="till-sale")
        assert record_movements(movements=[old, new]) == 1
        assert record_movements(movements=[new, old]) == 0
        self.on_hand[product, place] -= 1

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
        self.touched = promise.key
        assert release(source_kind="order", source_ids=[promise.line]) == promise.units
        assert release(source_kind="order", source_ids=[promise.line]) == 0

    @precondition(lambda self: self.open)
    @rule(data=st.data(), quantity=units)
    def some_of_an_order_is_called_off(self, data: st.DataObject, quantity: int) -> None:
        promise = self.open[data.draw(st.sampled_from(sorted(self.open)))]
        self.touched = promise.key
        units = min(quantity, promise.units)
        asked = {promise.line: quantity}
        assert release(source_kind="order", source_ids=list(asked), quantities=asked) == units
        promise.units -= units
        if not promise.units:
            del self.open[promise.line]

    @precondition(lambda self: self.open)
    @rule(data=st.data(), quantity=units)
    def goods_are_handed_over(self, data: st.DataObject, quantity: int) -> None:
        promise = self.open[data.draw(st.sampled_from(sorted(self.open)))]
        self.touched = promise.key
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
