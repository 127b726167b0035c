"""Merchandisers set the ways of delivering; what would offer nothing is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.channels.models import Channel
from apps.fulfilment.models import DeliveryMethod
from tests.factories.channels import ChannelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web() -> Channel:
    return ChannelFactory()


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("olga@example.com", "a-long-password"))
    return client


def save(owner: Client, web: Channel, **changes: Any) -> str:
    """Fill in the form and return the page that answers."""
    filled = {
        "name_en": "Courier",
        "name_it": "Corriere",
        "code": "courier",
        "channel": web.pk,
        "countries": "it, fr,IT",
        "currency": "EUR",
        "price": "5.90",
        "free_from": "",
        "tax_category": "standard",
        "days_min": "1",
        "days_max": "3",
        "position": "0",
        "is_active": "on",
        **changes,
    }
    return owner.post(reverse("admin:fulfilment_deliverymethod_add"), filled, follow=True).content.decode()


def test_a_way_of_delivering_is_kept_in_all_its_languages(owner: Client, web: Channel) -> None:
    save(owner, web)
    method = DeliveryMethod.objects.get()
    assert (method.name_en, method.name_it, method.countries) == ("Courier", "Corriere", "IT,FR")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"countries": "Italy"}, "two-letter codes"),
        ({"countries": " , "}, "two-letter codes"),
        ({"currency": "CHF"}, "sells in EUR"),
        ({"price": "-1"}, "below zero"),
        ({"days_min": "4"}, "before the first one"),
    ],
)
def test_what_would_offer_nothing_is_refused(
    owner: Client, web: Channel, changes: dict[str, str], message: str
) -> None:
    assert message in save(owner, web, **changes)
    assert not DeliveryMethod.objects.exists()


@pytest.mark.parametrize("kind", ["deliverymethod", "fulfilment"])
def test_lists_open(owner: Client, kind: str) -> None:
    assert owner.get(reverse(f"admin:fulfilment_{kind}_changelist")).status_code == 200
