"""What happened to an order, told to its customer and to staff."""

import pytest

from apps.accounts.models import User
from apps.channels.models import Channel, Location
from apps.orders.models import Order
from apps.orders.selectors import order_for_tracking, timeline
from apps.orders.services.cancellation import cancel_order
from tests.factories.orders import delivered, mug_at, pay, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    order = placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2))
    pay(order)
    bob = User.objects.create_user(email="bob@example.com", first_name="Bob")
    cancel_order(order_id=order.pk, actor=bob, reason="looks like fraud", at=NOON)
    return order


def test_the_newest_comes_first(order: Order) -> None:
    assert [each.title for each in timeline(order=order)] == ["Cancelled", "Confirmed", "Paid", "Ordered"]


def test_staff_see_who_and_why(order: Order) -> None:
    latest = timeline(order=order, staff=True)[0]

    assert latest.actor == "Bob"
    assert "looks like fraud" in latest.detail
    assert "2 × Mug" in latest.detail


def test_a_way_of_paying_is_called_by_its_name(order: Order) -> None:
    paid = next(each for each in timeline(order=order, staff=True) if each.kind == "paid")

    assert paid.detail == "€24.40 · Card"


def test_customers_see_neither(order: Order) -> None:
    latest = timeline(order=order)[0]

    assert (latest.actor, latest.detail) == ("", "€24.40 · 2 × Mug")


def test_what_is_not_public_is_for_staff(order: Order) -> None:
    order.events.create(kind="pick-missing", at=NOON, is_public=False)

    assert len(timeline(order=order, staff=True)) == len(timeline(order=order)) + 1


@pytest.mark.parametrize("typed", ["{number}", " {number} ", "{lower}", "{bare}"])
def test_an_order_is_found_as_its_number_is_typed(order: Order, typed: str) -> None:
    number = typed.format(number=order.number, lower=order.number.lower(), bare=order.number.replace("-", ""))

    assert order_for_tracking(number=number, email="ALICE@example.com ") == order


@pytest.mark.parametrize("email", ["bob@example.com", "", "alice"])
def test_an_order_is_not_found_with_another_address(order: Order, email: str) -> None:
    assert order_for_tracking(number=order.number, email=email) is None
