"""Whatever happens to stock, in whatever order: the counters agree with the ledgers and nothing is promised twice."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    invariant,
    run_state_machine_as_test,
)

from apps.stock.choices import StockState
from apps.stock.explanation import explain_level
from apps.stock.models import StockLevel
from apps.stock.reconciliation import drifts
from apps.stock.selectors import availability, available_quantity, in_transit
from apps.stock.valuation import stock_as_of
from tests.stateful.keeping import Keeping
from tests.stateful.selling import Selling


class StockMachine(Selling, Keeping):
    """After each step everything is looked at."""

    @invariant()
    def the_levels_say_what_happened(self) -> None:
        assert list(drifts()) == []
        levels = StockLevel.objects.filter(product__in=self.products.values())
        figures = {
            (level.product_id, level.location_id): (level.on_hand, level.allocated) for level in levels
        }
        for key, on_hand in self.on_hand.items():
            product, location = self._rows_of(key)
            assert figures[product.pk, location.pk] == (on_hand, self._promised(key))

    @invariant()
    def the_past_up_to_now_is_what_there_is(self) -> None:
        goods = [row.pk for row in self.products.values()]
        lying = stock_as_of(product_ids=goods, location_ids=None, at=self.now)
        for key, on_hand in self.on_hand.items():
            product, location = self._rows_of(key)
            states = lying[product.pk, location.pk]
            found = states.get(StockState.SELLABLE, 0), states.get(StockState.QUARANTINE, 0)
            assert found == (on_hand, self.quarantined[key])

    @invariant()
    def alice_sees_what_is_free(self) -> None:
        goods = {product: row.pk for product, row in self.products.items()}
        seen = available_quantity(
            channel=self.web, product_ids=goods.values(), at=self.now, holder="basket:alice"
        )
        for product, product_id in goods.items():
            assert seen[product_id] == sum(self._offered(product, "basket:alice").values())

    @invariant()
    def the_level_that_was_touched_explains_itself(self) -> None:
        """Look at it from the web and from the phone in turn, and now and then at the pairs that lie there."""
        step, (product, place) = next(self.steps), self.touched
        channel, location = (self.web, self.phone)[step % 2], self.places[place]
        goods = self.pair if step % 3 == 0 else self.products[product]
        offers = availability(channel=channel, product_ids=[goods.pk], at=self.now)[goods.pk]
        why = explain_level(product_id=goods.pk, location_id=location.pk, at=self.now, channel=channel)
        assert why.available == next(each.available for each in offers if each.location_id == location.pk)
        assert sum(why.movements.values()) == why.on_hand
        if goods != self.pair:
            key = self.touched
            figures = why.on_hand, why.allocated, why.held, why.safety_stock
            assert figures == (self.on_hand[key], self._promised(key), self._held(key), self.safety[key])

    @invariant()
    def goods_on_their_way_are_somewhere(self) -> None:
        travelling = in_transit(product_ids=[row.pk for row in self.products.values()])
        seen = sum(goods.quantity for found in travelling.values() for goods in found)
        assert seen == sum(quantity for _product, quantity in self.journeys.values())


@pytest.mark.django_db
def test_stock_stays_true_whatever_happens():
    run_state_machine_as_test(
        StockMachine,
        settings=settings(max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
