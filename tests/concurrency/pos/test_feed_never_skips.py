"""A change that commits after a till has read on is still told to it."""

from decimal import Decimal
from threading import Event
from time import monotonic

import pytest
from django.db import transaction

from apps.catalog.models import Product
from apps.core.models import Change
from apps.pos.feeds import read_feed
from apps.pos.models import Device
from apps.pricing.services import set_prices
from tests.factories.pos import read_everything
from tests.factories.pricing import NOON
from tests.racing import PATIENCE, second_connection

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def change_price(product: Product, amount: str) -> None:
    code = product.prices.get().price_list.code
    set_prices(price_list_code=code, amounts={product.pk: Decimal(amount)})


def read_until(till: Device, cursor: str, product: Product) -> list[Decimal]:
    """Read on until the product comes; return all of its prices that came."""
    prices, deadline = [], monotonic() + PATIENCE
    while not prices and monotonic() < deadline:
        page = read_feed(device=till, cursor=cursor, at=NOON)
        prices += [price["amount"] for price in page.prices if price["product_id"] == product.pk]
        cursor = page.cursor
        Event().wait(0.02)
    return prices


def test_a_late_commit_is_told(till: Device, mug: Product, plate: Product) -> None:
    _products, cursor = read_everything(till)
    with second_connection() as alice:
        alice.begin()
        alice.do(lambda: change_price(mug, "9.90"))
        with transaction.atomic():
            change_price(plate, "8.80")
        cursor = read_feed(device=till, cursor=cursor, at=NOON).cursor
        alice.commit()

    assert read_until(till, cursor, mug) == [Decimal("9.90")]


def test_control_a_reader_that_counts_rows_skips_it(till: Device, mug: Product, plate: Product) -> None:
    with second_connection() as alice:
        alice.begin()
        alice.do(lambda: change_price(mug, "9.90"))
        with transaction.atomic():
            change_price(plate, "8.80")
        last_row = Change.objects.order_by("-pk").values_list("pk", flat=True)[0]
        alice.commit()

    assert Change.objects.filter(key=str(mug.pk), topic="price").exists()
    assert not Change.objects.filter(key=str(mug.pk), topic="price", pk__gt=last_row).exists()
