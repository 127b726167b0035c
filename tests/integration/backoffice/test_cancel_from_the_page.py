"""Cancelling an order: previewed, confirmed with a reason, done once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.orders.models import Order
from tests.factories.shop import Shop
from tests.factories.stock import figures


@pytest.fixture
def order(shop: Shop) -> Order:
    return shop.collect(at=shop.como, quantity=3)


def form_of(client: Client, order: Order) -> dict[str, str]:
    """Return the cancel form as it is shown."""
    page = client.get(reverse("backoffice:cancel", args=[order.pk])).content.decode()
    return {"mark": re.search(r'name="mark" value="([^"]+)"', page)[1]}  # type: ignore[index]


def send(client: Client, order: Order, **typed: str) -> int:
    answer = client.post(reverse("backoffice:cancel", args=[order.pk]), typed)
    order.refresh_from_db()
    return answer.status_code


def test_the_page_says_what_will_happen(charlie: Client, order: Order) -> None:
    page = charlie.get(reverse("backoffice:cancel", args=[order.pk])).content.decode()

    assert "Cancel 3 items, nothing to pay back" in page


def test_the_preview_follows_the_quantities(charlie: Client, order: Order) -> None:
    asked = {"mark": "a", f"q-{order.lines.get().pk}": "1"}

    answer = charlie.get(
        reverse("backoffice:cancel", args=[order.pk]),
        asked,
        headers={"HX-Request": "true", "HX-Target": "outcome"},
    )

    assert "Cancel 1 item, nothing to pay back" in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_all_of_it_is_cancelled(shop: Shop, charlie: Client, order: Order) -> None:
    line = order.lines.get().pk

    assert send(charlie, order, **form_of(charlie, order), reason="She moved", **{f"q-{line}": "3"}) == 302
    assert order.status == Order.Status.CANCELLED
    assert figures(shop.mug, shop.como) == (10, 0, 0)


def test_a_part_of_it_is_cancelled(shop: Shop, charlie: Client, order: Order) -> None:
    line = order.lines.get().pk

    assert send(charlie, order, **form_of(charlie, order), reason="One less", **{f"q-{line}": "1"}) == 302
    assert order.status == Order.Status.CONFIRMED
    assert figures(shop.mug, shop.como) == (10, 2, 0)


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [("3", ""), ("3", " "), ("4", "Why"), ("-1", "Why"), ("many", "Why"), ("0", "Why")],
)
def test_what_makes_no_sense_changes_nothing(
    shop: Shop, charlie: Client, order: Order, quantity: str, reason: str
) -> None:
    line = order.lines.get().pk

    assert send(charlie, order, **form_of(charlie, order), reason=reason, **{f"q-{line}": quantity}) == 422
    assert order.status == Order.Status.CONFIRMED
    assert figures(shop.mug, shop.como) == (10, 3, 0)


def test_a_second_click_cancels_no_second_item(shop: Shop, charlie: Client, order: Order) -> None:
    form = form_of(charlie, order) | {"reason": "One less", f"q-{order.lines.get().pk}": "1"}

    assert [send(charlie, order, **form), send(charlie, order, **form)] == [302, 422]
    assert figures(shop.mug, shop.como) == (10, 2, 0)


def test_a_cashier_may_not(bob: Client, order: Order) -> None:
    assert send(bob, order, reason="Why") == 403
    assert order.status == Order.Status.CONFIRMED


def test_what_is_done_already_is_said(charlie: Client, order: Order) -> None:
    line = order.lines.get().pk
    send(charlie, order, **form_of(charlie, order), reason="She moved", **{f"q-{line}": "3"})

    answer = charlie.get(reverse("backoffice:cancel", args=[order.pk]), follow=True)

    assert "can&#x27;t be done any more" in answer.content.decode()
