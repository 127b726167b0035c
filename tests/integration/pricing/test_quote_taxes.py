"""How a cart is taxed: by destination, by place of collection, with or without tax in the prices."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from apps.catalog.models import Product
from apps.pricing.quote import NoTaxRate, quote
from apps.pricing.types import Charge
from tests.factories.channels import ChannelFactory, LocationFactory
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory, PriceListFactory, TaxRateFactory, cart

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def rates() -> None:
    TaxRateFactory()
    TaxRateFactory(category="reduced", rate="0.10")
    TaxRateFactory(country="FR", rate="0.20")


@pytest.fixture
def mug() -> Product:
    product = ProductFactory()
    PriceFactory(product=product, amount="12.20")
    return product


def test_goods_are_taxed_where_they_go(mug: Product) -> None:
    at_home = quote(cart=cart(ChannelFactory(), (mug, 1)), at=NOON)
    abroad = quote(cart=cart(ChannelFactory(), (mug, 1), destination_country="FR"), at=NOON)

    assert (at_home.total_net, at_home.total_tax) == (D("10.00"), D("2.20"))
    assert (abroad.total_gross, abroad.total_net) == (D("12.20"), D("10.17"))


def test_goods_collected_in_a_shop_are_taxed_there(mug: Product) -> None:
    web, lille = ChannelFactory(), LocationFactory(country="FR")
    basket = cart(web, (mug, 1), destination_country="IT")
    collected = replace(basket, lines=(replace(basket.lines[0], method="pickup", location_id=lille.pk),))

    assert quote(cart=collected, at=NOON).lines[0].tax_rate == D("0.20")


def test_charges_are_taxed_too(mug: Product) -> None:
    post = Charge("post", "Post", D("6.10"), "standard")
    quoted = quote(cart=cart(ChannelFactory(), (mug, 1), charges=(post,)), at=NOON)

    assert (quoted.charges[0].net, quoted.charges[0].tax) == (D("5.00"), D("1.10"))
    assert (quoted.goods_gross, quoted.total_gross, quoted.total_tax) == (D("12.20"), D("18.30"), D("3.30"))


def test_each_rate_has_its_total(mug: Product) -> None:
    tea = ProductFactory(tax_category="reduced")
    PriceFactory(product=tea, amount="5.50")
    quoted = quote(cart=cart(ChannelFactory(), (mug, 2), (tea, 1)), at=NOON)

    assert [(total.rate, total.net, total.tax) for total in quoted.taxes] == [
        (D("0.22"), D("20.00"), D("4.40")),
        (D("0.10"), D("5.00"), D("0.50")),
    ]


def test_an_exclusive_channel_adds_the_tax(mug: Product) -> None:
    trade = ChannelFactory(prices_include_tax=False)
    PriceFactory(product=mug, amount="10.00", price_list=PriceListFactory(includes_tax=False, priority=1))
    quoted = quote(cart=cart(trade, (mug, 3)), at=NOON)

    assert (quoted.lines[0].unit_price, quoted.total_net, quoted.total_gross) == (
        D("10.00"),
        D("30.00"),
        D("36.60"),
    )


def test_a_list_is_converted_to_how_the_channel_says_its_prices(mug: Product) -> None:
    net_lamp = ProductFactory()
    PriceFactory(product=net_lamp, amount="50.00", price_list=PriceListFactory(includes_tax=False))
    trade, web = ChannelFactory(prices_include_tax=False), ChannelFactory()

    assert quote(cart=cart(trade, (mug, 1)), at=NOON).lines[0].unit_price == D("10.00")
    assert quote(cart=cart(web, (net_lamp, 1)), at=NOON).lines[0].unit_price == D("61.00")


def test_a_converted_price_is_the_same_wherever_it_goes() -> None:
    lamp = ProductFactory()
    PriceFactory(product=lamp, amount="50.00", price_list=PriceListFactory(includes_tax=False))

    assert quote(cart=cart(ChannelFactory(), (lamp, 1), destination_country="FR"), at=NOON).total_gross == D(
        "61.00"
    )


def test_a_business_that_accounts_for_the_tax_pays_none(mug: Product) -> None:
    quoted = quote(
        cart=cart(ChannelFactory(), (mug, 2), destination_country="FR", reverse_charge=True), at=NOON
    )

    assert (quoted.total_gross, quoted.total_tax) == (D("20.00"), D("0.00"))
    assert [(total.category, total.rate) for total in quoted.taxes] == [("reverse-charge", D(0))]


def test_a_new_rate_begins_at_midnight_in_its_country(mug: Product) -> None:
    TaxRateFactory(rate="0.23", valid_from=date(2027, 1, 1))
    before = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
    after = datetime(2026, 12, 31, 23, 1, tzinfo=UTC)
    basket = cart(ChannelFactory(), (mug, 1))

    rates = [quote(cart=basket, at=at).lines[0].tax_rate for at in (before, after)]

    assert rates == [D("0.22"), D("0.23")]


def test_a_new_rate_waits_for_its_own_midnight_though_it_is_tomorrow_in_another_country(mug: Product) -> None:
    TaxRateFactory(country="JP", rate="0.10")
    TaxRateFactory(rate="0.25", valid_from=date(2027, 1, 1))
    evening = datetime(2026, 12, 31, 20, tzinfo=UTC)
    tokyo = LocationFactory(country="JP")
    basket = cart(ChannelFactory(), (mug, 1), (mug, 1))
    here, there = basket.lines
    basket = replace(basket, lines=(here, replace(there, method="pickup", location_id=tokyo.pk)))

    assert [line.tax_rate for line in quote(cart=basket, at=evening).lines] == [D("0.22"), D("0.10")]


def test_exempt_goods_need_no_rate() -> None:
    stamp = ProductFactory(tax_category="exempt")
    PriceFactory(product=stamp, amount="1.30")
    swiss = ChannelFactory(tax_country="CH")

    assert quote(cart=cart(swiss, (stamp, 1)), at=NOON).total_tax == D("0.00")


def test_a_reduced_category_the_country_does_not_have_is_taxed_at_the_standard_rate() -> None:
    tea = ProductFactory(tax_category="super-reduced")
    PriceFactory(product=tea, amount="12.00")

    assert quote(cart=cart(ChannelFactory(), (tea, 1), destination_country="FR"), at=NOON).lines[
        0
    ].tax_rate == D("0.20")


def test_a_country_without_known_rates_is_refused(mug: Product) -> None:
    with pytest.raises(NoTaxRate, match="BR"):
        quote(cart=cart(ChannelFactory(), (mug, 1), destination_country="BR"), at=NOON)
