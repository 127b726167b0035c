"""Two lines, or a line and a bundle, that need the same component: its last units are promised once."""

import pytest
from django.db import transaction
from django.db.models import F

from apps.stock.models import StockLevel
from apps.stock.reconciliation import drifts
from apps.stock.selectors import available_quantity
from apps.stock.services.allocation import OutOfStock, reserve
from tests.factories.catalog import ProductFactory, bundle
from tests.factories.channels import ChannelFactory, LocationFactory
from tests.factories.stock import NOON, demand, figures, stock
from tests.racing import race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table():
    lucca = LocationFactory(name="Lucca")
    vase, cup = ProductFactory(title="Vase"), ProductFactory(title="Cup")
    stock(vase, lucca, 50)
    stock(cup, lucca, 7)
    return ChannelFactory(sells_from=[lucca]), lucca, vase, cup, bundle((vase, 1), (cup, 2))


def test_bundles_and_their_components_never_take_more_than_there_is(table):
    web, lucca, vase, cup, breakfast = table

    def order(number):
        lines = [demand(breakfast, 1, f"{number}-1"), demand(cup, 1, f"{number}-2")]
        with transaction.atomic():
            reserve(demands=lines, channel=web, source_kind="order", at=NOON)

    results = race([lambda number=number: order(number) for number in range(8)])

    refused = [result for result in results if result is not None]
    assert len(refused) == 6
    assert all(isinstance(refusal, OutOfStock) for refusal in refused)
    assert (figures(vase, lucca), figures(cup, lucca)) == ((50, 2, 0), (7, 6, 0))
    assert not list(drifts())


def test_control_lines_that_are_checked_each_by_itself_promise_too_much(table):
    """Every line finds enough for itself; together they don't, where nobody sums under lock."""
    web, lucca, _vase, cup, breakfast = table
    seen = available_quantity(channel=web, product_ids=[breakfast.pk, cup.pk], at=NOON)

    def line(product, quantity, cups):
        if seen[product.pk] >= quantity:
            StockLevel.objects.filter(product=cup).update(allocated=F("allocated") + cups)

    race([lambda: line(breakfast, 3, 6), lambda: line(cup, 2, 2)])

    assert figures(cup, lucca) == (7, 8, 0)
