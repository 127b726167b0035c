"""Which shops have a whole cart, and from when it can be collected there."""

from datetime import time, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.catalog.models import Product
from apps.channels.models import Channel, Location, OpeningHours
from apps.fulfilment.pickup import pickup_options
from apps.fulfilment.types import PickupOption
from tests.factories.orders import collected, placed
from tests.factories.pricing import NOON
from tests.factories.stock import stock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nine_to_seven(lucca: Location, como: Location) -> None:
    for shop in [lucca, como]:
        for weekday in range(7):
            OpeningHours.objects.create(location=shop, weekday=weekday, opens_at=time(9), closes_at=time(19))


def offered(web: Channel, quantities: dict[int, int]) -> dict[str, PickupOption]:
    return {option.name: option for option in pickup_options(channel=web, quantities=quantities, at=NOON)}


def test_a_shop_that_has_it_all_says_when(web: Channel, mug: Product, vase: Product) -> None:
    lucca = offered(web, {mug.pk: 2, vase.pk: 5})["Lucca"]
    assert lucca.has_all
    assert lucca.ready_at == NOON + timedelta(hours=2)


def test_a_shop_that_lacks_something_says_what(
    web: Channel, mug: Product, vase: Product, como: Location
) -> None:
    stock(mug, como, 1)
    missing = offered(web, {mug.pk: 3, vase.pk: 1})["Como"]
    assert (missing.missing, missing.ready_at) == ({mug.pk: 2, vase.pk: 1}, None)


def test_what_is_promised_to_others_is_not_there(web: Channel, mug: Product, lucca: Location) -> None:
    placed(web, collected(mug, lucca, 4))
    assert offered(web, {mug.pk: 2})["Lucca"].missing == {mug.pk: 1}


def test_the_warehouse_is_no_shop(web: Channel, mug: Product) -> None:
    assert set(offered(web, {mug.pk: 1})) == {"Lucca", "Como"}


def test_a_shop_that_is_never_open_promises_nothing(web: Channel, mug: Product) -> None:
    OpeningHours.objects.all().delete()
    assert offered(web, {mug.pk: 1})["Lucca"].ready_at is None


def test_the_number_of_queries_does_not_grow(
    web: Channel, mug: Product, vase: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        pickup_options(channel=web, quantities={mug.pk: 1, vase.pk: 1}, at=NOON)
