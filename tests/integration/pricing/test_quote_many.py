"""Many carts are quoted with the queries of one, each as if it were alone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.pricing.quote import NoPrice, quote, quote_all
from apps.pricing.selectors import turns
from tests.factories.channels import ChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory, PriceListFactory, TaxRateFactory, cart

pytestmark = pytest.mark.django_db


def test_each_as_if_it_were_alone():
    TaxRateFactory()
    shop, mug, plate = ChannelFactory(), ProductFactory(), ProductFactory()
    PriceFactory(product=mug, amount="12.00")
    PriceFactory(product=mug, amount="10.00", from_quantity=3, price_list=mug.prices.get().price_list)
    PriceFactory(product=plate, amount="7.00")
    carts = [cart(shop, (mug, 2)), cart(shop, (mug, 3), (plate, 1)), cart(shop, (mug, 1))]

    assert quote_all(carts=carts, at=NOON) == [quote(cart=each, at=NOON) for each in carts]


def test_one_without_a_price_spoils_no_other():
    TaxRateFactory()
    shop, mug, secret = ChannelFactory(), ProductFactory(), ProductFactory()
    PriceFactory(product=mug, amount="12.00")

    refused, priced = quote_all(carts=[cart(shop, (secret, 1)), cart(shop, (mug, 1))], at=NOON)

    assert isinstance(refused, NoPrice)
    assert priced.total_gross == Decimal("12.00")


def test_the_queries_of_one():
    TaxRateFactory()
    shop, mug = ChannelFactory(), ProductFactory()
    PriceFactory(product=mug)

    with CaptureQueriesContext(connection) as queries:
        quote_all(carts=[cart(shop, (mug, n)) for n in range(1, 30)], at=NOON)

    assert len(queries) <= 5


def test_no_carts():
    assert quote_all(carts=[], at=NOON) == []


def test_when_prices_change_by_themselves():
    shop = ChannelFactory()
    evening, monday = NOON.replace(hour=20), NOON.replace(day=23)
    PriceListFactory(valid_from=NOON, valid_to=monday)
    PriceListFactory(channel=shop, valid_from=evening)
    PriceListFactory(channel=ChannelFactory(), valid_from=NOON.replace(hour=13))
    PriceListFactory(is_active=False, valid_from=NOON.replace(hour=14))

    assert turns(channel=shop, after=NOON) == [evening, monday]
    assert turns(channel=shop, after=NOON, until=evening) == [evening]
