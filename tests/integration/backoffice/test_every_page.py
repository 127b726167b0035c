"""Every page opens, and shows what there is."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.orders.selectors import timeline
from tests.factories.shop import Shop, work_of

PAGES = ["today", "orders", "fulfilment", "stock", "exceptions", "tills", "palette"]


@pytest.mark.parametrize("name", PAGES)
def test_empty_pages_open(alice: Client, name: str) -> None:
    assert alice.get(reverse(f"backoffice:{name}")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_with_work_on_them(shop: Shop, alice: Client, name: str) -> None:
    shop.collect(at=shop.como)
    shop.sell(at=shop.lucca, quantity=12)
    shop.till(shop.lucca)

    assert alice.get(reverse(f"backoffice:{name}")).status_code == 200


def test_an_order_is_shown(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)

    page = alice.get(reverse("backoffice:order", args=[order.number]))

    assert page.status_code == 200
    assert "Elisa Conti" in page.content.decode()
    assert "Collect in Como" in page.content.decode()


def test_a_fulfilment_and_a_stock_item_are_shown(shop: Shop, alice: Client) -> None:
    work = work_of(shop.collect(at=shop.como))

    assert alice.get(reverse("backoffice:fulfilment-page", args=[work.code])).status_code == 200
    assert alice.get(reverse("backoffice:stock-item", args=[shop.mug.pk])).status_code == 200


def test_an_order_tells_its_story_in_the_words_that_every_screen_has(shop: Shop, alice: Client) -> None:
    order = shop.collect(at=shop.como)
    for kind in ("payment-action-needed", "payment-unknown", "fulfilment-shipped"):
        order.events.create(kind=kind, at=order.date_placed)

    page = alice.get(reverse("backoffice:order", args=[order.number]))

    assert page.context["events"] == timeline(order=order, staff=True)
    assert "Payment action needed" not in page.content.decode()
