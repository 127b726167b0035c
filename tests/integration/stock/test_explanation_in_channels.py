"""What a channel may promise is explained with figures that add up to what it is offered."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import StaffRole
from apps.channels.models import Channel
from apps.orders.explaining import tell_why
from apps.stock.explanation import explain_level
from apps.stock.models import ChannelBuffer, ChannelReserve, ScheduledReceipt, StockLevel
from apps.stock.selectors import availability
from apps.stock.services.allocation import OutOfStock, reserve
from apps.stock.services.holds import hold
from apps.stock.services.limits import set_buffer, set_reserve
from tests.factories.accounts import staff
from tests.factories.catalog import bundle
from tests.factories.channels import ChannelFactory
from tests.factories.orders import delivered, mug_at, placed
from tests.factories.pricing import TaxRateFactory
from tests.factories.stock import NOON, demand, sell, stock

units = st.integers(0, 9)


@pytest.fixture
def phone(altopascio, lucca):
    return ChannelFactory(sells_from=[lucca, altopascio], name="Phone")


@pytest.fixture
def olga(db):
    return staff(StaffRole.Role.OWNER)


def explained(product, location, channel):
    return explain_level(product_id=product.pk, location_id=location.pk, channel=channel, at=NOON)


@pytest.fixture
def pair(vase, cup):
    return bundle((vase, 1), (cup, 2), title="Pair")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    on_hand=st.tuples(st.integers(-3, 12), st.integers(-3, 12)),
    safety=units,
    claims=st.tuples(units, units),
    reserves=st.tuples(units, units),
    buffers=st.tuples(st.none() | units, st.none() | units, st.none() | units),
)
def test_the_figures_add_up_to_what_is_offered(
    web, phone, vase, cup, pair, altopascio, lucca, on_hand, safety, claims, reserves, buffers
):
    beginning = transaction.savepoint()
    _fill(vase, cup, (altopascio, lucca), on_hand, safety)
    _keep_back(web, phone, vase, lucca, reserves, buffers)
    _claim(web, vase, *claims)
    for channel in (web, phone):
        for product in (vase, cup, pair):
            offers = availability(channel=channel, product_ids=[product.pk], at=NOON)[product.pk]
            assert [offer.available for offer in offers] == _explained(product, channel, offers)
    transaction.savepoint_rollback(beginning)


def _fill(vase, cup, places, on_hand, safety):
    for place, quantity in zip(places, on_hand, strict=True):
        if quantity:
            (stock if quantity > 0 else sell)(vase, place, abs(quantity))
        stock(cup, place, 5)
    StockLevel.objects.filter(location=places[-1]).update(safety_stock=safety)


def _keep_back(web, phone, vase, lucca, reserves, buffers):
    for location, quantity in zip((lucca, None), reserves, strict=True):
        ChannelReserve.objects.create(channel=phone, product=vase, location=location, quantity=quantity)
    for product, location, quantity in zip((vase, vase, None), (lucca, None, None), buffers, strict=True):
        if quantity is not None:
            ChannelBuffer.objects.create(channel=web, product=product, location=location, quantity=quantity)


def _claim(web, vase, held, ordered):
    with suppress(OutOfStock, ValueError):
        hold(demands=[demand(vase, held)], channel=web, holder="basket:bob", at=NOON)
    with suppress(OutOfStock, ValueError):
        reserve(demands=[demand(vase, ordered)], channel=web, source_kind="order", at=NOON)


def _explained(product, channel, offers):
    """Return what the explanations come to, having compared the rest of their figures."""
    figures = []
    for offer in offers:
        why = explain_level(product_id=product.pk, location_id=offer.location_id, channel=channel, at=NOON)
        figures.append(why.available)
        if not why.parts:
            assert sum(why.movements.values()) == why.on_hand == offer.on_hand
            assert (why.allocated, why.held) == (offer.allocated, offer.held)
    return figures


def test_rules_of_others_are_named(web, phone, vase, altopascio, lucca, olga):
    stock(vase, lucca, 5)
    set_reserve(channel=phone, product_id=vase.pk, location_id=lucca.pk, quantity=3, actor=olga)
    set_buffer(channel=web, product_id=vase.pk, location_id=lucca.pk, quantity=1, actor=olga)

    why = explained(vase, lucca, web)

    assert (why.reserved, why.buffered, why.available) == (3, 1, 1)
    assert [(rule.channel, rule.quantity, rule.everywhere) for rule in why.in_channel.reserves] == [
        ("Phone", 3, False)
    ]


def test_told_sentence_by_sentence(phone, altopascio, lucca, olga):
    TaxRateFactory()
    web = ChannelFactory(sells_from=[altopascio, lucca], name="Web")
    mug = mug_at("12.20", (lucca, 10), title="Mug")
    stock(mug, lucca, 2, safety_stock=1)
    order = placed(web, delivered(mug, 2))
    set_reserve(channel=phone, product_id=mug.pk, location_id=None, quantity=3, actor=olga)

    told = tell_why(product_id=mug.pk, location=lucca, channel=web, at=NOON)

    assert told.sentences[:2] == ("Web can promise 6 from Lucca.", "On hand: 12 (Receipt +12).")
    assert f"2 are promised to order {order.number}." in told.sentences
    assert "Safety stock, which is never promised: 1." in told.sentences
    assert "Kept for other channels: 3 (Phone, 3 wherever it sells from)." in told.sentences
    assert told.obstacles == ()


def test_told_as_the_reader_writes_numbers_and_days(vase, lucca):
    stock(vase, lucca, 12_500)
    sell(vase, lucca, 1_000)
    rule = {"product": vase, "location": lucca, "source_kind": "purchase-order", "source_line": "1"}
    ScheduledReceipt.objects.create(**rule, quantity=7, due_date=NOON.date(), source_id="1")

    with override("it"):
        told = tell_why(product_id=vase.pk, location=lucca, at=NOON).sentences

    assert told[0] == "Da Lucca se ne possono promettere 11.500."
    assert "(Ricevimento +12.500, Vendita −1.000)" in told[1]
    assert "21 novembre 2026, 12:00" in told[2]
    assert "21 nov 2026" in told[3]


def test_what_cannot_be_sold_at_all_is_told_why(web, vase, lucca, como):
    stock(vase, como, 4)
    vase.is_public = False
    vase.save()
    Channel.objects.filter(pk=web.pk).update(is_active=False)
    web.refresh_from_db()

    told = tell_why(product_id=vase.pk, location=como, channel=web, at=NOON)

    assert not told.can_sell
    assert len(told.obstacles) == 4  # hidden, switched off, not sold from there, no price


def test_what_comes_and_what_lies_apart(web, vase, lucca):
    stock(vase, lucca, 4)
    facts = {"product": vase, "location": lucca, "source_kind": "purchase-order"}
    ScheduledReceipt.objects.create(**facts, quantity=7, due_date=NOON.date(), source_id="1", source_line="1")

    why = explained(vase, lucca, web)

    assert [receipt.quantity for receipt in why.scheduled] == [7]
    assert [each.quantity for each in why.last_movements] == [4]
