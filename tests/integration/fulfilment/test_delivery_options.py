"""What a cart's delivery costs and when it arrives, by channel and country."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from apps.channels.models import Channel
from apps.fulfilment.delivery import DeliveryNotOffered, charge_for, delivery_options
from apps.fulfilment.types import DeliveryOption
from tests.factories.channels import ChannelFactory
from tests.factories.fulfilment import DeliveryMethodFactory

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
"""Saturday already, in Italy."""


@pytest.fixture
def web() -> Channel:
    return ChannelFactory()


def options(channel: Channel, country: str = "IT", goods: str = "20.00") -> list[DeliveryOption]:
    return delivery_options(channel=channel, country=country, goods_gross=Decimal(goods), at=FRIDAY)


def test_ways_come_in_the_channels_order(
    web: Channel, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    DeliveryMethodFactory(channel=web, name="Express", position=2)
    DeliveryMethodFactory(channel=web, name="Courier", position=1)
    with django_assert_num_queries(1):
        assert [option.title for option in options(web)] == ["Courier", "Express"]


def test_only_what_is_offered_there(web: Channel) -> None:
    DeliveryMethodFactory(channel=web, name="Abroad", countries="FR, de")
    DeliveryMethodFactory(channel=web, name="Retired", is_active=False)
    DeliveryMethodFactory(channel=web, name="In francs", currency="CHF")
    DeliveryMethodFactory(name="Another channel")
    assert options(web, "IT") == []
    assert [option.title for option in options(web, "de")] == ["Abroad"]


@pytest.mark.parametrize(("goods", "amount"), [("48.99", "5.90"), ("49.00", "0")])
def test_from_a_sum_on_it_is_free(web: Channel, goods: str, amount: str) -> None:
    DeliveryMethodFactory(channel=web, free_from=Decimal("49.00"))
    assert options(web, goods=goods)[0].amount == Decimal(amount)


def test_days_are_working_days_of_the_channels_country(web: Channel) -> None:
    DeliveryMethodFactory(channel=web, days_min=1, days_max=3)
    [option] = options(web)
    assert (option.earliest, option.latest) == (date(2026, 11, 23), date(2026, 11, 25))


def test_the_name_is_in_the_readers_language(web: Channel) -> None:
    DeliveryMethodFactory(channel=web, name="Courier", name_it="Corriere")
    with translation.override("it"):
        assert options(web)[0].title == "Corriere"
    with translation.override("pl"):
        assert options(web)[0].title == "Courier"


def test_the_chosen_way_becomes_a_charge(web: Channel) -> None:
    DeliveryMethodFactory(channel=web, code="courier")
    charge = charge_for(code="courier", channel=web, country="IT", goods_gross=Decimal(20))
    assert (charge.code, charge.title, charge.amount) == ("courier", "Courier", Decimal("5.90"))


@pytest.mark.parametrize(("code", "country"), [("courier", "US"), ("pigeon", "IT")])
def test_what_is_not_offered_is_refused(web: Channel, code: str, country: str) -> None:
    DeliveryMethodFactory(channel=web, code="courier")
    with pytest.raises(DeliveryNotOffered, match="isn't offered there"):
        charge_for(code=code, channel=web, country=country, goods_gross=Decimal(20))
