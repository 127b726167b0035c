"""Which price a cart gets: by list, time, channel and quantity."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.catalog.models import Product
from apps.channels.models import Channel
from apps.pricing.quote import NoPrice, quote
from tests.factories.channels import ChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory, PriceListFactory, TaxRateFactory, cart

pytestmark = pytest.mark.django_db


@pytest.fixture
def web() -> Channel:
    TaxRateFactory()
    return ChannelFactory()


@pytest.fixture
def mug() -> Product:
    product = ProductFactory()
    PriceFactory(product=product, amount="12.00")
    return product


def unit_price(channel: Channel, product: Product, quantity: int = 1) -> Decimal:
    return quote(cart=cart(channel, (product, quantity)), at=NOON).lines[0].unit_price


def test_the_list_with_the_highest_priority_decides(web: Channel, mug: Product) -> None:
    PriceFactory(product=mug, amount="9.00", price_list=PriceListFactory(priority=5))
    PriceFactory(product=mug, amount="8.00", price_list=PriceListFactory(priority=1))

    assert unit_price(web, mug) == Decimal("9.00")


def test_of_equal_lists_the_channels_own_decides(web: Channel, mug: Product) -> None:
    PriceFactory(product=mug, amount="11.00", price_list=PriceListFactory(channel=web))
    PriceFactory(product=mug, amount="10.00", price_list=PriceListFactory())

    assert unit_price(web, mug) == Decimal("11.00")


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"is_active": False},
        {"currency": "CHF"},
        {"valid_from": NOON + timedelta(seconds=1)},
        {"valid_to": NOON},
    ],
)
def test_a_list_that_is_not_valid_here_and_now_is_left_aside(
    web: Channel, mug: Product, elsewhere: dict[str, object]
) -> None:
    PriceFactory(product=mug, amount="1.00", price_list=PriceListFactory(priority=9, **elsewhere))

    assert unit_price(web, mug) == Decimal("12.00")


def test_another_channels_list_is_left_aside(web: Channel, mug: Product) -> None:
    PriceFactory(
        product=mug, amount="1.00", price_list=PriceListFactory(priority=9, channel=ChannelFactory())
    )

    assert unit_price(web, mug) == Decimal("12.00")


def test_a_list_without_the_product_leaves_the_decision_to_the_next(web: Channel, mug: Product) -> None:
    PriceFactory(product=ProductFactory(), amount="1.00", price_list=PriceListFactory(priority=9))

    assert unit_price(web, mug) == Decimal("12.00")


def test_a_quantity_break_counts_from_its_quantity_on(web: Channel) -> None:
    mug, prices = ProductFactory(), PriceListFactory()
    PriceFactory(product=mug, price_list=prices, amount="12.00")
    PriceFactory(product=mug, price_list=prices, amount="10.00", from_quantity=6)

    assert (unit_price(web, mug, 5), unit_price(web, mug, 6)) == (Decimal("12.00"), Decimal("10.00"))


def test_a_quantity_break_counts_all_lines_of_the_product(web: Channel) -> None:
    mug, prices = ProductFactory(), PriceListFactory()
    PriceFactory(product=mug, price_list=prices, amount="12.00")
    PriceFactory(product=mug, price_list=prices, amount="10.00", from_quantity=6)

    quoted = quote(cart=cart(web, (mug, 4), (mug, 2)), at=NOON)

    assert [line.unit_price for line in quoted.lines] == [Decimal("10.00")] * 2


def test_a_reduction_shows_the_price_it_replaces(web: Channel, mug: Product) -> None:
    sale = PriceListFactory(priority=9, is_reduction=True)
    PriceFactory(product=mug, amount="8.00", price_list=sale)

    line = quote(cart=cart(web, (mug, 1)), at=NOON).lines[0]

    assert (line.unit_price, line.list_price) == (Decimal("8.00"), Decimal("12.00"))


def test_a_product_without_a_price_is_refused(web: Channel, mug: Product) -> None:
    unpriced = ProductFactory()

    with pytest.raises(NoPrice) as refusal:
        quote(cart=cart(web, (mug, 1), (unpriced, 1)), at=NOON)

    assert refusal.value.data == {"product_id": str(unpriced.pk)}


def test_a_product_that_does_not_exist_is_refused(web: Channel) -> None:
    with pytest.raises(NoPrice):
        quote(cart=cart(web, (Product(pk=404), 1)), at=NOON)
