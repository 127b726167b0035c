"""Prices to show on cards and product pages."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.pricing.selectors import prices_for
from tests.factories.channels import ChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory, PriceListFactory, TaxRateFactory

pytestmark = pytest.mark.django_db
D = Decimal


def test_a_page_of_products_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    web = ChannelFactory()
    keys = [PriceFactory(product=ProductFactory()).product_id for _ in range(5)]

    with django_assert_num_queries(1):
        views = prices_for(channel=web, product_ids=keys, at=NOON)

    assert {views[key].amount for key in keys} == {D("12.00")}


def test_a_reduced_product_shows_what_it_was() -> None:
    mug = ProductFactory()
    PriceFactory(product=mug, amount="12.00")
    PriceFactory(
        product=mug, amount="9.00", price_list=PriceListFactory(priority=1, is_reduction=True, code="sale")
    )

    view = prices_for(channel=ChannelFactory(), product_ids=[mug.pk], at=NOON)[mug.pk]

    assert (view.amount, view.was, view.list_code) == (D("9.00"), D("12.00"), "sale")


def test_a_reduction_that_is_none_shows_no_former_price() -> None:
    mug = ProductFactory()
    PriceFactory(product=mug, amount="9.00")
    PriceFactory(product=mug, amount="9.00", price_list=PriceListFactory(priority=1, is_reduction=True))

    assert prices_for(channel=ChannelFactory(), product_ids=[mug.pk], at=NOON)[mug.pk].was is None


def test_a_net_list_is_shown_with_tax_where_the_channel_does() -> None:
    TaxRateFactory()
    mug = ProductFactory()
    PriceFactory(product=mug, amount="10.00", price_list=PriceListFactory(includes_tax=False))

    view = prices_for(channel=ChannelFactory(), product_ids=[mug.pk], at=NOON)[mug.pk]

    assert (view.amount, view.includes_tax) == (D("12.20"), True)


def test_a_product_without_a_price_has_no_view() -> None:
    assert prices_for(channel=ChannelFactory(), product_ids=[ProductFactory().pk], at=NOON) == {}
