"""Merchandisers keep prices in Django admin, and every change is told to those who show prices."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import OutboxEvent
from apps.pricing.models import Price, PriceList, TaxRate
from tests.factories.goods import ProductFactory
from tests.factories.pricing import PriceFactory, PriceListFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def price() -> Price:
    return PriceFactory(product=ProductFactory(title="Mug"), price_list=PriceListFactory(code="prices"))


def told() -> list[list[int]]:
    events = OutboxEvent.objects.filter(name="price.changed").order_by("pk")
    return [event.payload["product_ids"] for event in events]


def list_form(price_list: PriceList, **changes: Any) -> dict[str, Any]:
    values = {
        "name": price_list.name,
        "code": price_list.code,
        "currency": "EUR",
        "priority": 0,
        "includes_tax": "on",
        "is_active": "on",
    }
    return values | changes


def test_a_price_is_changed_in_the_list_of_prices(admin_client: Client, price: Price) -> None:
    answer = admin_client.post(
        reverse("admin:pricing_price_changelist"),
        {
            "form-TOTAL_FORMS": 1,
            "form-INITIAL_FORMS": 1,
            "form-0-id": price.pk,
            "form-0-amount": "13.50",
            "_save": "Save",
        },
    )

    assert answer.status_code == 302
    assert str(Price.objects.get().amount) == "13.5000"
    assert told() == [[price.product_id]]


def test_a_price_is_added(admin_client: Client, price: Price) -> None:
    lamp = ProductFactory(title="Lamp")
    form = {"price_list": price.price_list_id, "product": lamp.pk, "amount": "30", "from_quantity": 1}
    admin_client.post(reverse("admin:pricing_price_add"), form)

    assert told() == [[lamp.pk]]


def test_a_negative_price_is_refused(admin_client: Client, price: Price) -> None:
    address = reverse("admin:pricing_price_change", args=[price.pk])
    form = {
        "price_list": price.price_list_id,
        "product": price.product_id,
        "amount": "-1",
        "from_quantity": 1,
    }
    answer = admin_client.post(address, form)

    assert answer.status_code == 200
    assert told() == []


def test_changing_a_list_tells_all_its_prices(admin_client: Client, price: Price) -> None:
    address = reverse("admin:pricing_pricelist_change", args=[price.price_list_id])
    admin_client.post(address, list_form(price.price_list, priority=5))

    assert told() == [[price.product_id]]


def test_looking_at_a_list_tells_nobody(admin_client: Client, price: Price) -> None:
    address = reverse("admin:pricing_pricelist_change", args=[price.price_list_id])
    admin_client.post(address, list_form(price.price_list))

    assert told() == []


@pytest.mark.parametrize("what", ["price", "pricelist"])
def test_deleted_prices_are_told(admin_client: Client, price: Price, what: str) -> None:
    key = price.pk if what == "price" else price.price_list_id
    admin_client.post(reverse(f"admin:pricing_{what}_delete", args=[key]), {"post": "yes"})

    assert not Price.objects.exists()
    assert told() == [[price.product_id]]


@pytest.mark.parametrize("what", ["price", "pricelist"])
def test_prices_deleted_together_are_told(admin_client: Client, price: Price, what: str) -> None:
    key = price.pk if what == "price" else price.price_list_id
    form = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    admin_client.post(reverse(f"admin:pricing_{what}_changelist"), form)

    assert not Price.objects.exists()
    assert told() == [[price.product_id]]


def test_a_tax_rate_is_a_share_of_one(admin_client: Client) -> None:
    form = {"country": "IT", "category": "standard", "rate": "22", "valid_from": "2026-01-01"}
    answer = admin_client.post(reverse("admin:pricing_taxrate_add"), form)

    assert "0.22 for 22 percent" in answer.content.decode()
    assert not TaxRate.objects.exists()


@pytest.mark.parametrize("page", ["price", "pricelist", "taxrate"])
def test_pages_open(admin_client: Client, price: Price, page: str) -> None:
    assert admin_client.get(reverse(f"admin:pricing_{page}_changelist"), {"q": "mug"}).status_code == 200
