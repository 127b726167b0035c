"""What a provider's result adds to what is booked, for every state it can meet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.payments.reckoning import Booking, Standing, reckon
from apps.payments.types import ProviderResult

ASKED = Decimal("49.00")
OPEN = ["pending", "action-needed", "unknown"]


def standing(state: str, **amounts: Decimal) -> Standing:
    return Standing(state=state, asked=ASKED, **amounts)


def captured(amount: Decimal = ASKED) -> ProviderResult:
    return ProviderResult("captured", reference="ch_1", amount=amount)


@pytest.mark.parametrize("state", OPEN)
def test_a_capture_is_booked_in_every_open_state(state: str) -> None:
    assert reckon(standing(state), captured()) == Booking("captured", (("capture", ASKED),))


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("outcome", ["declined", "cancelled", "unknown", "action-needed"])
def test_an_open_payment_follows_its_provider(state: str, outcome: str) -> None:
    assert reckon(standing(state), ProviderResult(outcome)) == Booking(outcome)


def test_a_capture_told_again_adds_nothing() -> None:
    known = standing("captured", captured=ASKED, captured_here=ASKED)
    assert reckon(known, captured()) == Booking("captured")


def test_an_earlier_smaller_total_that_arrives_late_adds_nothing() -> None:
    known = standing("captured", captured=ASKED, captured_here=ASKED)
    assert reckon(known, captured(Decimal("20.00"))) == Booking("captured")


def test_the_rest_of_a_partial_capture_is_booked_as_the_difference() -> None:
    known = standing("captured", captured=Decimal("20.00"), captured_here=Decimal("20.00"))
    assert reckon(known, captured()).entries == (("capture", Decimal("29.00")),)


@pytest.mark.parametrize("state", ["declined", "cancelled"])
def test_money_that_comes_after_we_gave_up_is_booked_and_shown(state: str) -> None:
    assert reckon(standing(state), captured()) == Booking("captured", (("capture", ASKED),), "payment-late")


def test_a_second_charge_for_the_same_payment_is_booked_and_shown() -> None:
    other_charge = standing("captured", captured=ASKED)
    booking = reckon(other_charge, ProviderResult("captured", reference="ch_2", amount=ASKED))
    assert booking == Booking("captured", (("capture", ASKED),), "payment-captured-twice")


def test_another_amount_than_asked_for_is_booked_and_shown() -> None:
    assert reckon(standing("pending"), captured(Decimal("48.00"))).incident == "payment-amount-differs"


@pytest.mark.parametrize("outcome", ["declined", "cancelled"])
def test_a_refusal_after_the_money_came_changes_nothing_and_is_shown(outcome: str) -> None:
    paid = standing("captured", captured=ASKED, captured_here=ASKED)
    assert reckon(paid, ProviderResult(outcome)) == Booking("captured", incident="payment-contradiction")


@pytest.mark.parametrize("outcome", ["unknown", "action-needed"])
@pytest.mark.parametrize("state", ["captured", "authorised", "declined", "cancelled"])
def test_late_doubt_changes_nothing_that_is_settled(state: str, outcome: str) -> None:
    assert reckon(standing(state), ProviderResult(outcome)) == Booking(state)


def test_an_authorisation_is_booked_once() -> None:
    result = ProviderResult("authorised", reference="ch_1", amount=ASKED)
    assert reckon(standing("action-needed"), result) == Booking("authorised", (("authorisation", ASKED),))
    assert reckon(standing("authorised", authorised=ASKED), result) == Booking("authorised")


def test_an_authorisation_that_comes_after_its_capture_adds_nothing() -> None:
    paid = standing("captured", captured=ASKED, captured_here=ASKED)
    assert reckon(paid, ProviderResult("authorised", reference="ch_1", amount=ASKED)) == Booking("captured")


def test_cancelling_an_authorisation_releases_it() -> None:
    booking = reckon(standing("authorised", authorised=ASKED), ProviderResult("cancelled"))
    assert booking == Booking("cancelled", (("void", ASKED),))


@given(st.lists(st.decimals("0.01", "49.00", places=2), min_size=1))
def test_in_whatever_order_totals_come_the_largest_is_booked(totals: list[Decimal]) -> None:
    state, booked = "pending", Decimal(0)
    for total in totals:
        booking = reckon(standing(state, captured=booked, captured_here=booked), captured(total))
        state, booked = booking.state, booked + sum(amount for _kind, amount in booking.entries)
    assert booked == max(totals)
