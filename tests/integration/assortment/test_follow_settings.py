"""Rows follow what a shopkeeper changes of channels and locations."""

from collections.abc import Callable

import pytest
from django.db import transaction

from apps.assortment.models import AssortmentItem
from apps.assortment.reconciliation import drifts
from apps.catalog.models import Product
from apps.channels.models import ChannelLocation
from apps.channels.services import announce_settings
from apps.core.models import OutboxEvent
from tests.factories.channels import ChannelFactory
from tests.factories.drafts import product
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug(shop: Window, deliver_events: Callable[[], None]) -> Product:
    """Five in Altopascio, two in Lucca."""
    mug = product("Mug")
    shop.receive(mug, 2, shop.lucca)
    shop.show(mug, quantity=5)
    deliver_events()
    return mug


def tell(subject: str) -> None:
    with transaction.atomic():
        announce_settings(subject=subject)


def available(shop: Window) -> int:
    return AssortmentItem.objects.get(channel=shop.channel).available


def test_a_channel_that_no_longer_sells_from_a_location(
    shop: Window, mug: Product, deliver_events: Callable[[], None]
) -> None:
    ChannelLocation.objects.filter(channel=shop.channel, location=shop.warehouse).delete()
    tell(f"channel:{shop.channel.pk}")
    assert list(drifts()) == []  # its news is on its way
    deliver_events()

    assert available(shop) == 2
    OutboxEvent.objects.all().delete()
    assert list(drifts()) == []


def test_a_location_that_closes(shop: Window, mug: Product, deliver_events: Callable[[], None]) -> None:
    shop.lucca.is_active = False
    shop.lucca.save()
    tell(f"location:{shop.lucca.pk}")
    deliver_events()

    assert available(shop) == 5


def test_a_new_channel_shows_what_there_is(
    shop: Window, mug: Product, deliver_events: Callable[[], None]
) -> None:
    phone = ChannelFactory(sells_from=[shop.lucca])
    tell(f"channel:{phone.pk}")
    deliver_events()

    assert AssortmentItem.objects.get(channel=phone, product=mug).available == 2


def test_a_channel_that_closes_shows_nothing(
    shop: Window, mug: Product, deliver_events: Callable[[], None]
) -> None:
    shop.channel.is_active = False
    shop.channel.save()
    tell(f"channel:{shop.channel.pk}")
    deliver_events()

    assert not AssortmentItem.objects.exists()
