"""Handing over and shipping from the back office."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core import clock
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.picking import confirm_pick, mark_ready
from apps.orders.models import Order
from tests.factories.shop import Shop, work_of
from tests.factories.stock import figures

State = Fulfilment.State


@pytest.fixture
def ready(shop: Shop) -> Fulfilment:
    """A mug that waits in Como, to be paid when it is fetched."""
    work = work_of(shop.collect(at=shop.como))
    confirm_pick(fulfilment_id=work.pk, code="MUG-BLUE", actor=shop.bob, at=clock.now())
    return mark_ready(fulfilment_id=work.pk, actor=shop.bob, at=clock.now())


def hand_over(client: Client, work: Fulfilment, **typed: str) -> int:
    answer = client.post(reverse("backoffice:hand-over", args=[work.code]), typed)
    work.refresh_from_db()
    return answer.status_code


def test_the_code_and_the_money_hand_it_over(shop: Shop, bob: Client, ready: Fulfilment) -> None:
    status = hand_over(bob, ready, code=ready.pickup_code.lower(), payment_method="cash")

    assert status == 302
    assert ready.state == State.HANDED_OVER
    assert figures(shop.mug, shop.como) == (9, 0, 0)
    assert ready.order.order_payments.get().payment.captured_amount == ready.order.total_incl_tax
    assert Order.objects.get().status == Order.Status.COMPLETED


@pytest.mark.parametrize(
    "typed",
    [
        {"code": "WRONG", "payment_method": "cash"},
        {"code": "", "payment_method": "cash"},
        {"code": "right"},
        {"code": "right", "payment_method": "seashells"},
        {"code": "right", "payment_method": "terminal", "payment_reference": ""},
        {"code": "WRONG", "payment_method": "cash", "override_reason": "I know her"},
    ],
)
def test_without_them_it_stays(shop: Shop, bob: Client, ready: Fulfilment, typed: dict[str, str]) -> None:
    if typed["code"] == "right":
        typed = typed | {"code": ready.pickup_code}

    assert hand_over(bob, ready, **typed) == 422
    assert ready.state == State.READY
    assert figures(shop.mug, shop.como) == (10, 1, 0)


def test_a_manager_may_do_without_the_code_for_a_reason(charlie: Client, ready: Fulfilment) -> None:
    assert hand_over(charlie, ready, payment_method="cash") == 422
    assert hand_over(charlie, ready, payment_method="cash", override_reason="Showed her passport") == 302
    assert ready.state == State.HANDED_OVER


def test_handing_over_twice_takes_the_money_once(shop: Shop, bob: Client, ready: Fulfilment) -> None:
    for _click in range(2):
        hand_over(bob, ready, code=ready.pickup_code, payment_method="cash")

    assert figures(shop.mug, shop.como) == (9, 0, 0)
    assert ready.order.order_payments.get().payment.captured_amount == ready.order.total_incl_tax


def test_a_collection_is_not_shipped(bob: Client, ready: Fulfilment) -> None:
    answer = bob.post(reverse("backoffice:ship", args=[ready.code]), {"carrier": "Bartolini"})

    assert answer.status_code == 422
    ready.refresh_from_db()
    assert ready.state == State.READY
