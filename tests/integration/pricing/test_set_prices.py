"""Changing prices, and telling the tills and the shop window."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.catalog.models import Product
from apps.core.models import Change, OutboxEvent
from apps.core.transactions import durable
from apps.pricing import services
from apps.pricing.models import Price, PriceList
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory, PriceListFactory

D = Decimal


@pytest.fixture
def prices(db: None) -> PriceList:
    return PriceListFactory(code="prices")


@pytest.fixture
def mug(db: None) -> Product:
    return ProductFactory()


def told() -> list[int]:
    events = OutboxEvent.objects.filter(name="price.changed").order_by("pk")
    return [key for event in events for key in event.payload["product_ids"]]


@pytest.mark.django_db(transaction=True)
def test_a_price_is_set_and_told(prices: PriceList, mug: Product) -> None:
    services.set_price(product_id=mug.pk, price_list_code="prices", amount=D("12.50"))

    assert Price.objects.get().amount == D("12.50")
    assert told() == [mug.pk]
    assert list(Change.objects.values_list("topic", "key")) == [("price", str(mug.pk))]


@pytest.mark.django_db(transaction=True)
def test_setting_the_same_price_again_is_no_news(prices: PriceList, mug: Product) -> None:
    for _ in range(2):
        services.set_price(product_id=mug.pk, price_list_code="prices", amount=D("12.50"))

    assert told() == [mug.pk]


@pytest.mark.django_db(transaction=True)
def test_many_prices_are_set_and_only_changed_ones_told(prices: PriceList, mug: Product) -> None:
    lamp = ProductFactory()
    PriceFactory(product=mug, price_list=prices, amount="5.00")

    with durable():
        changed = services.set_prices(price_list_code="prices", amounts={mug.pk: D(5), lamp.pk: D(7)})

    assert changed == told() == [lamp.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("product_id", "code", "amount", "refusal"),
    [
        (None, "nowhere", "1", services.UnknownPriceList),
        (404, "prices", "1", services.UnknownProduct),
        (None, "prices", "-0.01", services.InvalidPrice),
        (None, "prices", "1.23456", services.InvalidPrice),
        (None, "prices", "NaN", services.InvalidPrice),
        (None, "prices", "10000000000", services.InvalidPrice),
    ],
)
def test_what_makes_no_sense_is_refused(
    prices: PriceList, mug: Product, product_id: int | None, code: str, amount: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.set_price(product_id=product_id or mug.pk, price_list_code=code, amount=D(amount))

    assert not Price.objects.exists()
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_prices_of_a_list_are_told_when_its_time_comes_and_goes(mug: Product) -> None:
    sale = PriceListFactory(valid_from=NOON, valid_to=NOON + timedelta(hours=2))
    PriceFactory(product=mug, price_list=sale)
    hours = [NOON + timedelta(minutes=60 * step - 30) for step in range(5)]

    turned = [services.announce_turns(at=at) for at in hours]

    assert turned == [0, 1, 0, 1, 0]
    assert told() == [mug.pk, mug.pk]
