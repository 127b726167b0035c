"""What a till sells is gone from the product's page."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from apps.core import clock
from tests.factories.boutique import Boutique
from tests.factories.channels import TillChannelFactory
from tests.factories.pos import TOKEN, DeviceFactory, envelope, line

from .conftest import Open

pytestmark = pytest.mark.browser


def test_the_shelf_is_emptier(
    boutique: Boutique, open_browser: Open, deliver_events: Callable[[], None]
) -> None:
    DeviceFactory(location=boutique.lucca, channel=TillChannelFactory(sells_from=[boutique.lucca]))
    page = open_browser()
    page.goto(boutique.mug.get_absolute_url())
    expect(page.locator(".ways")).to_contain_text("Lucca 5")

    sale = envelope(line(boutique.mug, 3), sold_at=clock.now().isoformat())
    answer = Client().post(
        "/api/v1/pos/sales",
        json.dumps({"sales": [sale]}),
        content_type="application/json",
        headers={"Authorization": f"Device {TOKEN}"},
    )
    assert answer.json()["sales"][0]["status"] == "booked"
    deliver_events()

    page.reload()
    expect(page.locator(".ways")).to_contain_text("Lucca 2")
