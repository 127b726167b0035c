"""Auditors read orders, their ledger and returns in Django admin; nothing can be changed there."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.channels.models import Channel, Location
from apps.orders.models import Order
from apps.orders.services.returns import take_back
from apps.orders.services.sales import record_sale
from apps.orders.types import TakenBack
from tests.factories.orders import mug_at, sale, sale_line
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db
PAGES = ("order", "orderentry", "return")


@pytest.fixture
def order(tills: Channel, lucca: Location) -> Order:
    order = record_sale(sale=sale(tills, lucca, sale_line(mug_at("12.20"), 2)))
    goods = [TakenBack(order.lines.get().pk, 1)]
    take_back(order_id=order.pk, lines=goods, location=lucca, actor=None, at=NOON, source_id="1")
    return order


@pytest.mark.parametrize("page", PAGES)
def test_lists_and_searches_open(admin_client: Client, order: Order, page: str) -> None:
    address = reverse(f"admin:order_{page}_changelist")

    assert admin_client.get(address, {"q": order.number}).status_code == 200


def test_an_order_shows_its_lines_and_its_ledger(admin_client: Client, order: Order) -> None:
    page = admin_client.get(reverse("admin:order_order_change", args=[order.pk]))

    assert f"order:{order.uuid}:0:sale" in page.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_added_by_hand(admin_client: Client, order: Order, page: str) -> None:
    assert admin_client.get(reverse(f"admin:order_{page}_add")).status_code == 403


def test_nothing_is_changed_by_hand(admin_client: Client, order: Order) -> None:
    answer = admin_client.post(reverse("admin:order_order_change", args=[order.pk]), {"status": "cancelled"})

    assert answer.status_code == 403
    assert Order.objects.get(pk=order.pk).status == "completed"
