"""Many pieces of work at once: pick lists on paper, all ready, all shipped; each row says what became of it."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core import clock
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.picking import pack_from_list, report_missing, start_picking
from apps.orders.models import Order
from tests.factories.shop import Shop, work_of

State = Fulfilment.State


def do(client: Client, **typed: object) -> str:
    return client.post(reverse("backoffice:work-together"), typed).content.decode()


def states() -> list[str]:
    return list(Fulfilment.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def works(shop: Shop) -> list[Fulfilment]:
    """Two orders to pick in Como."""
    return [work_of(shop.collect(at=shop.como)), work_of(shop.collect(shop.vase, at=shop.como))]


def parcel(work: Fulfilment) -> Fulfilment:
    """Make it a parcel that is packed, as goods for delivery are."""
    Fulfilment.objects.filter(pk=work.pk).update(method="delivery", state=State.READY)
    work.lines.update(picked=1)
    return work


def test_pick_lists_of_the_chosen_are_printed(bob: Client, works: list[Fulfilment]) -> None:
    page = bob.get(reverse("backoffice:pick-lists"), {"code": works[0].code}).content.decode()
    both = bob.get(
        reverse("backoffice:pick-lists"), {"order": [w.order.number for w in works]}
    ).content.decode()

    assert (works[0].code in page, works[1].code in page) == (True, False)
    assert "Half-dip mug" in both
    assert "Ortiga vase" in both


def test_the_chosen_become_ready(bob: Client, works: list[Fulfilment]) -> None:
    page = do(bob, act="ready", code=[work.code for work in works])

    assert "2 of 2 done" in page
    assert states() == [State.READY, State.READY]
    assert all(work.pickup_code for work in Fulfilment.objects.all())


def test_what_is_refused_says_why_and_stops_no_other(
    shop: Shop, bob: Client, works: list[Fulfilment]
) -> None:
    start_picking(fulfilment_id=works[0].pk, actor=shop.charlie, at=clock.now())

    page = do(bob, act="ready", order=[work.order.number for work in works])

    assert "1 of 2 done" in page
    assert "Charlie is picking this already." in page
    assert states() == [State.PICKING, State.READY]


def test_what_was_not_on_the_shelf_is_not_made_ready(
    shop: Shop, bob: Client, works: list[Fulfilment]
) -> None:
    line = works[0].lines.get()
    report_missing(fulfilment_id=works[0].pk, line_id=line.pk, actor=shop.bob, at=clock.now())

    page = do(bob, act="ready", code=works[0].code)

    line.refresh_from_db()
    assert "are not picked yet" in page
    assert (states()[0], line.picked) == (State.TO_PICK, 0)


def test_the_chosen_are_shipped(bob: Client, works: list[Fulfilment], shop: Shop) -> None:
    sent = parcel(works[0])
    pack_from_list(fulfilment_id=works[1].pk, actor=shop.bob, at=clock.now())

    assert "0 of 1 done" in do(bob, act="ship", code=sent.code)
    page = do(bob, act="ship", carrier="Corriere", code=[work.code for work in works])

    assert "1 of 2 done" in page
    assert "is collected in the shop, not shipped" in page
    assert states() == [State.SHIPPED, State.READY]
    assert Order.objects.get(pk=sent.order_id).status == Order.Status.COMPLETED


@pytest.mark.parametrize("typed", [{}, {"act": "burn"}, {"act": "ready"}, {"act": "ready", "code": "\0"}])
def test_without_sense_nothing_is_done(bob: Client, works: list[Fulfilment], typed: dict[str, str]) -> None:
    assert "Nothing was done" in do(bob, **({"code": works[0].code} if "act" not in typed else {}) | typed)
    assert states() == [State.TO_PICK, State.TO_PICK]


def test_an_order_with_nothing_to_do_says_so(shop: Shop, bob: Client, works: list[Fulfilment]) -> None:
    sold = shop.sell(at=shop.como)

    page = do(bob, act="ready", order=[works[0].order.number, sold.number])

    assert "1 of 1 done" in page
    assert sold.number in page
    assert "Nothing of it waits for this." in page


def test_work_of_others_is_left_alone(shop: Shop, bob: Client) -> None:
    work = work_of(shop.collect(at=shop.lucca))

    assert "Nothing was done" in do(bob, act="ready", code=work.code)
    assert work.code not in bob.get(reverse("backoffice:pick-lists"), {"code": work.code}).content.decode()
    assert states() == [State.TO_PICK]


def test_lists_offer_the_acts_to_those_who_may(bob: Client, alice: Client, works: list[Fulfilment]) -> None:
    for name in ("orders", "fulfilment"):
        assert "Print pick lists" in bob.get(reverse(f"backoffice:{name}")).content.decode()
