"""The audit compares the window with what it is made from, and knows what is only on its way."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from apps.assortment import services
from apps.assortment.models import AssortmentItem
from apps.assortment.reconciliation import drifts
from apps.core import clock
from apps.core.models import OutboxEvent
from tests.factories.drafts import product
from tests.factories.windows import Window

pytestmark = pytest.mark.django_db


def test_a_true_window_has_no_drift(shop: Window, deliver_events: Callable[[], None]) -> None:
    vase = product("Vase")
    shop.price(vase, "44.00")
    shop.receive(vase, 3)
    assert list(drifts()) == []  # its news is still on its way
    deliver_events()
    OutboxEvent.objects.update(delivered_at=clock.now() - timedelta(hours=1))
    assert list(drifts()) == []


def test_what_came_just_now_is_still_on_its_way(shop: Window, deliver_events: Callable[[], None]) -> None:
    vase = product("Vase")
    shop.price(vase, "44.00")
    deliver_events()
    AssortmentItem.objects.filter(product=vase).update(price=40)
    assert list(drifts()) == []


def test_what_says_otherwise_is_named(shop: Window, deliver_events: Callable[[], None]) -> None:
    vase, mug = product("Vase"), product("Mug")
    for each in (vase, mug):
        shop.price(each, "44.00")
        shop.receive(each, 3)
    deliver_events()
    OutboxEvent.objects.update(delivered_at=clock.now() - timedelta(hours=1))
    AssortmentItem.objects.filter(product=vase).update(available=5, price=40)
    AssortmentItem.objects.filter(product=mug).delete()
    code = shop.channel.code
    assert {(drift.name, drift.subject, drift.recorded, drift.expected) for drift in drifts()} == {
        ("assortment.price", f"{code}:{vase.pk}", "40.0000", "44.0000"),
        ("assortment.available", f"{code}:{vase.pk}", "5.0000", "3.0000"),
        ("assortment.row", f"{code}:{mug.pk}", None, "shown"),
    }
    services.rebuild()
    assert list(drifts()) == []
