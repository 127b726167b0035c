"""Goods are counted, corrected, set aside and sent from one shop to the other; time passes."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from apps.stock.choices import CountScope, CountSource, LineDecision, StockState
from apps.stock.count_types import NewEntry
from apps.stock.services import transfers
from apps.stock.services.adjust import adjust_stock
from apps.stock.services.counts.entering import add_entries
from apps.stock.services.counts.opening import open_count
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import decide_lines, finish_count, leave_rest
from apps.stock.services.holds import reap_expired_holds
from apps.stock.services.limits import set_limits
from apps.stock.services.receiving import receive_transfer
from apps.stock.services.states import change_state
from apps.stock.types import Arrival
from tests.stateful.shops import Shops, places, products, refusal_of, units


class Keeping(Shops):
    """What the people who look after the goods do."""

    @rule(product=products, place=places, quantity=units, into=st.booleans())
    def goods_change_their_state(self, product: str, place: str, quantity: int, into: bool) -> None:
        key = (product, place)
        states = [StockState.SELLABLE, StockState.QUARANTINE]
        origin, to = states if into else states[::-1]
        there = self._unpromised(key) if into else self.quarantined[key]
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

    @rule(product=products, place=places, quantity=st.integers(0, 6), sold=st.integers(0, 2))
    def somebody_counts_and_the_till_sells_on(
        self, product: str, place: str, quantity: int, sold: int
    ) -> None:
        goods, location = self._at((product, place))
        self.now += timedelta(minutes=10)
        counting = open_count(location_id=location.pk, scope=CountScope.FULL, actor=None, at=self.now)
        self.now += timedelta(minutes=10)
        said = NewEntry(str(next(self.lines)), str(goods.sku), quantity, self.now, source=CountSource.TYPED)
        self.now += timedelta(minutes=10)
        for _twice in range(2):
            add_entries(count_id=counting.pk, entries=[said], actor=None, at=self.now)
        if sold:
            self._record((product, place), -sold, source_kind="till-sale")
        finish_count(count_id=counting.pk, actor=None, at=self.now)
        leave_rest(count_id=counting.pk, actor=None)
        counted = counting.lines.filter(product=goods).values_list("pk", flat=True)
        decide_lines(
            count_id=counting.pk, line_ids=counted, decision=LineDecision.ACCEPT, actor=None, at=self.now
        )
        for _twice in range(2):
            post_count(count_id=counting.pk, actor=None, at=self.now)
        self.on_hand[product, place] = quantity - sold

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

    @rule(product=products, place=places, quantity=st.integers(0, 2))
    def some_are_never_promised(self, product: str, place: str, quantity: int) -> None:
        goods, location = self._at((product, place))
        places = {"product_id": goods.pk, "location_id": location.pk}
        set_limits(**places, safety_stock=quantity, low_stock_threshold=None, actor=self.owner)
        self.safety[product, place] = quantity

    @rule(product=products, quantity=units)
    def goods_are_sent_to_the_shop(self, product: str, quantity: int) -> None:
        origin, free = (product, "altopascio"), self._unpromised((product, "altopascio"))
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
        transfers.dispatch_transfer(transfer_id=transfer.pk, actor=None, at=self.now)
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
