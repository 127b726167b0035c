"""What goods cost on average: receipts, goods sold before they were booked in, freight that comes later."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.stock.costing import Costed, Owned, add_cost, take_in

D = Decimal


@pytest.mark.parametrize(
    ("owned", "quantity", "amount", "after"),
    [
        (Owned(0, None), 10, D(50), Costed(D(5), D(0))),
        (Owned(10, D(5)), 10, D(70), Costed(D(6), D(0))),
        (Owned(3, None), 7, D(70), Costed(D(10), D(0))),
        (Owned(1, D("0.333333")), 2, D(0), Costed(D("0.111111"), D(0))),
    ],
)
def test_a_receipt_moves_the_average(owned, quantity, amount, after):
    assert take_in(owned=owned, quantity=quantity, amount=amount) == after


@pytest.mark.parametrize(("quantity", "variance"), [(2, D(2)), (4, D(4)), (9, D(4))])
def test_what_was_sold_before_it_was_booked_in_leaves_a_variance_and_the_new_cost(quantity, variance):
    after = take_in(owned=Owned(-4, D(5)), quantity=quantity, amount=6 * D(quantity))

    assert after == Costed(D(6), variance)


def test_freight_is_carried_by_what_is_still_there():
    assert add_cost(owned=Owned(20, D(5)), units=10, amount=D(10)) == Costed(D("5.5"), D(0))
    assert add_cost(owned=Owned(4, D(5)), units=10, amount=D(10)) == Costed(D(6), D(6))
    assert add_cost(owned=Owned(-4, D(5)), units=10, amount=D(10)) == Costed(D(5), D(10))


def test_a_lower_price_never_makes_goods_worth_less_than_nothing():
    assert add_cost(owned=Owned(2, D(1)), units=2, amount=D(-5)) == Costed(D(0), D(-3))


AVERAGES = st.decimals(0, 1000, places=6)
AMOUNTS = st.decimals(0, 100_000, places=4)


@given(st.integers(1, 10_000), AVERAGES, st.integers(1, 10_000), AMOUNTS)
def test_no_value_is_made_or_lost(quantity, average, comes, amount):
    after = take_in(owned=Owned(quantity, average), quantity=comes, amount=amount)

    value = (quantity + comes) * after.average
    assert abs(value - (quantity * average + amount)) <= (quantity + comes) * D("0.0000005")


@given(st.integers(-100, 10_000), AVERAGES, st.integers(1, 10_000), st.decimals(-1000, 1000, places=4))
def test_a_late_cost_is_carried_or_told_as_variance(quantity, average, units, amount):
    after = add_cost(owned=Owned(quantity, average), units=units, amount=amount)

    carried = max(quantity, 0) * (after.average - average)
    assert abs(carried + after.variance - amount) <= max(quantity, 0) * D("0.0000005") + D("0.00005")
    assert after.average >= 0
