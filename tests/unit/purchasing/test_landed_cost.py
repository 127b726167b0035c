"""Freight is shared among the goods so that nothing of it is lost or made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.purchasing.landed import Carrier, WeightUnknown, share

VASES = Carrier(key=1, units=10, value=Decimal(300), grams=2000)
CUPS = Carrier(key=2, units=20, value=Decimal(100), grams=250)


@pytest.mark.parametrize(
    ("by", "parts"),
    [("value", ["75.00", "25.00"]), ("quantity", ["33.33", "66.67"]), ("weight", ["80.00", "20.00"])],
)
def test_in_proportion(by, parts):
    shares = share(amount=Decimal("100.00"), carriers=[VASES, CUPS], by=by, currency="EUR")

    assert shares == [Decimal(part) for part in parts]


def test_gifts_share_by_quantity():
    free = [Carrier(1, 1, Decimal(0), None), Carrier(2, 3, Decimal(0), None)]

    assert share(amount=Decimal(8), carriers=free, by="value", currency="EUR") == [2, 6]


def test_what_has_no_weight_is_named():
    with pytest.raises(WeightUnknown) as unknown:
        share(
            amount=Decimal(8), carriers=[VASES, Carrier(7, 1, Decimal(1), None)], by="weight", currency="EUR"
        )

    assert unknown.value.key == 7


carriers = st.lists(
    st.builds(
        Carrier, st.integers(), st.integers(1, 1000), st.decimals(0, 10000, places=4), st.integers(1, 10**5)
    ),
    min_size=1,
    max_size=30,
)


@given(carriers, st.integers(1, 10**7), st.sampled_from(["value", "quantity", "weight"]))
def test_the_parts_sum_to_the_amount(goods, cents, by):
    amount = Decimal(cents) / 100

    assert sum(share(amount=amount, carriers=goods, by=by, currency="EUR")) == amount
