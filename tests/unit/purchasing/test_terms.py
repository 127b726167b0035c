"""What is ordered and what it costs, given packs, minimums and price breaks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.purchasing.terms import Break, Terms, offer, price_for

PACKS_OF_SIX = Terms(
    breaks=[Break(12, Decimal("4.50")), Break(1, Decimal("5.00")), Break(48, Decimal("4.00"))],
    pack_size=6,
    minimum_quantity=10,
)


@pytest.mark.parametrize(
    ("wanted", "quantity", "price", "next_from"),
    [(1, 12, "4.50", 48), (12, 12, "4.50", 48), (13, 18, "4.50", 48), (43, 48, "4.00", None)],
)
def test_rounded_up_to_packs_and_the_minimum(wanted, quantity, price, next_from):
    made = offer(terms=PACKS_OF_SIX, wanted=wanted)

    assert (made.quantity, made.unit_price) == (quantity, Decimal(price))
    assert (made.next_break and made.next_break.minimum_quantity) == next_from
    assert made.is_rounded == (wanted != quantity)


def test_what_has_a_price_only_from_some_on_is_ordered_from_there_on():
    assert offer(terms=Terms([Break(20, Decimal(3))]), wanted=5).quantity == 20


def test_the_price_of_what_was_typed_below_the_minimum_is_the_first():
    assert price_for(terms=PACKS_OF_SIX, quantity=3) == Decimal("5.00")
    assert price_for(terms=Terms([Break(20, Decimal(3))]), quantity=5) == 3


breaks = st.lists(
    st.builds(Break, st.integers(1, 200), st.decimals(0, 100, places=2)),
    min_size=1,
    max_size=5,
    unique_by=lambda each: each.minimum_quantity,
)


@given(st.builds(Terms, breaks, st.integers(1, 24), st.integers(1, 100)), st.integers(1, 500))
def test_enough_whole_packs_never_a_pack_too_many(terms, wanted):
    made = offer(terms=terms, wanted=wanted)

    assert made.quantity >= max(wanted, terms.minimum_quantity)
    assert made.quantity % terms.pack_size == 0
    assert made.quantity - terms.pack_size < max(wanted, made.minimum_quantity)
    assert made.unit_price == price_for(terms=terms, quantity=made.quantity)
