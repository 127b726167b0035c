"""Refund arithmetic: shares of a line sum to it however it comes back; each tender gets its own back."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import split
from apps.orders.money_back import PayBack, Refundable, share_of, spread

D = Decimal
cents = st.integers(min_value=-100_000, max_value=100_000).map(lambda units: D(units) / 100)


@given(total=cents, parts=st.lists(st.integers(min_value=0, max_value=9), min_size=1, max_size=6))
def test_shares_sum_to_the_line_in_whatever_steps_it_comes_back(total: Decimal, parts: list[int]) -> None:
    quantity = sum(parts) or 1
    before, given_back = 0, D(0)
    for count in parts if any(parts) else [1]:
        given_back += share_of(total=total, quantity=quantity, before=before, count=count, currency="EUR")
        before += count

    assert given_back == total


@given(total=cents, quantity=st.integers(1, 20), data=st.data())
def test_a_share_is_what_splitting_the_line_gives(total: Decimal, quantity: int, data: st.DataObject) -> None:
    before = data.draw(st.integers(0, quantity))
    count = data.draw(st.integers(0, quantity - before))
    units = split(total, [1] * quantity, "EUR")

    share = share_of(total=total, quantity=quantity, before=before, count=count, currency="EUR")

    assert share == sum(units[before : before + count])


def test_a_line_finer_than_the_cent_is_shared_as_finely() -> None:
    shares = [share_of(total=D("0.1250"), quantity=3, before=n, count=1, currency="EUR") for n in range(3)]

    assert shares == [D("0.0417"), D("0.0417"), D("0.0416")]


@pytest.mark.parametrize(("before", "count"), [(0, 4), (3, 1), (-1, 1), (0, -1)])
def test_units_that_the_line_does_not_have_are_refused(before: int, count: int) -> None:
    with pytest.raises(ValueError, match="of a line of 3"):
        share_of(total=D(9), quantity=3, before=before, count=count, currency="EUR")


CARD, CASH = UUID(int=1), UUID(int=2)
PAYMENTS = [Refundable(CASH, "cash", D(10)), Refundable(CARD, "card", D(20))]


@pytest.mark.parametrize(
    ("amount", "shares", "left"),
    [
        ("15", [(CARD, "15")], "0"),
        ("25", [(CARD, "20"), (CASH, "5")], "0"),
        ("32", [(CARD, "20"), (CASH, "10")], "2"),
        ("0", [], "0"),
    ],
)
def test_cards_are_credited_before_coins_go_out(
    amount: str, shares: list[tuple[UUID, str]], left: str
) -> None:
    spreading = spread(amount=D(amount), payments=PAYMENTS)

    methods = {CARD: "card", CASH: "cash"}
    assert spreading == ([PayBack(key, methods[key], D(share)) for key, share in shares], D(left))
