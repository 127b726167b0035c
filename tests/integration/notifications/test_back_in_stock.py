"""Who waits for a sold-out product is told once when it is back, the longest-waiting first."""

from datetime import timedelta

import pytest
from django.core import mail

from apps.assortment.services import refresh, refresh_offers
from apps.core.models import OutboxEvent
from apps.notifications.interests import (
    WrongAddress,
    end_interest,
    find_interest,
    note_interest,
    tell_waiting,
    token_of,
)
from apps.notifications.models import Message, StockInterest
from tests.factories.channels import ChannelFactory, LocationFactory
from tests.factories.orders import mug_at
from tests.factories.pricing import NOON, TaxRateFactory
from tests.factories.stock import sell, stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def lucca():
    return LocationFactory(name="Lucca")


@pytest.fixture
def web(lucca):
    TaxRateFactory()
    return ChannelFactory(sells_from=[lucca])


@pytest.fixture
def mug(web, lucca):
    return mug_at("12.20", (lucca, 1), title="Mug")


def ask(mug, web, email, *, minutes=0, **facts):
    at = NOON + timedelta(minutes=minutes)
    return note_interest(product_id=mug.pk, channel=web, email=email, language="it", at=at, **facts)


def tell(mug, web):
    return tell_waiting(product_ids=[mug.pk], channel=web, at=NOON)


def test_told_once_in_ones_language_and_forgotten(web, mug):
    ask(mug, web, "Alice@example.com")
    ask(mug, web, "alice@example.com")

    assert [tell(mug, web), tell(mug, web)] == [1, 0]

    [letter] = Message.objects.all()
    assert (letter.recipient, letter.language, letter.kind) == ("alice@example.com", "it", "back-in-stock")
    assert "Mug" in letter.subject
    assert not StockInterest.objects.exists()
    assert mail.outbox == []


def test_three_for_each_unit_the_longest_waiting_first(web, mug):
    for number in range(5):
        ask(mug, web, f"person-{number}@example.com", minutes=-number)

    assert tell(mug, web) == 3

    assert set(StockInterest.objects.values_list("email", flat=True)) == {
        "person-0@example.com",
        "person-1@example.com",
    }


def test_nobody_is_told_while_there_is_none_where_they_want_it(web, mug, lucca):
    ask(mug, web, "bob@example.com", location=LocationFactory(name="Como"))
    assert tell(mug, web) == 0
    sell(mug, lucca, 1)
    ask(mug, web, "alice@example.com")
    assert tell(mug, web) == 0
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", ["", "alice", "alice@", "a@b\nc.de"])
def test_what_is_no_address_is_refused(web, mug, email):
    with pytest.raises(WrongAddress):
        ask(mug, web, email)

    assert not StockInterest.objects.exists()


def test_a_signed_link_ends_it(web, mug):
    token = token_of(ask(mug, web, "alice@example.com"))

    end_interest(token="1:made-up")
    assert find_interest(token=token)
    end_interest(token=token)
    end_interest(token=token)

    assert find_interest(token=token) is None
    assert not StockInterest.objects.exists()


def test_from_the_shelf_to_the_letter(web, mug, lucca, deliver_events):
    refresh(product_ids=[mug.pk])
    sell(mug, lucca, 1)
    deliver_events()
    ask(mug, web, "alice@example.com")
    OutboxEvent.objects.all().delete()

    stock(mug, lucca, 2)
    deliver_events()

    assert Message.objects.filter(recipient="alice@example.com").count() == 1
    news = OutboxEvent.objects.filter(name="product.back-in-stock", subject=f"product:{mug.pk}")
    assert [event.payload for event in news] == [{"channel_id": web.pk}]
    stock(mug, lucca, 2)
    deliver_events()
    refresh_offers(product_ids=[mug.pk])
    assert news.count() == 1
