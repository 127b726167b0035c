"""What each channel may promise at each location, side by side."""

import pytest

from apps.accounts.models import StaffRole
from apps.stock.bundles import can_be_made
from apps.stock.by_channel import offers_by_channel
from apps.stock.explanation import explain_level
from apps.stock.services.holds import hold
from apps.stock.services.limits import set_reserve
from tests.factories.accounts import staff
from tests.factories.catalog import bundle
from tests.factories.channels import ChannelFactory
from tests.factories.stock import NOON, demand, sell, stock


@pytest.fixture
def phone(lucca):
    return ChannelFactory(sells_from=[lucca], name="Phone")


def offers(product, *channels):
    return offers_by_channel(product_id=product.pk, channels=channels, at=NOON)


def test_nought_where_it_sells_and_nothing_where_it_does_not(web, phone, vase, altopascio, lucca):
    stock(vase, altopascio, 4)
    sell(vase, lucca, 1)

    assert offers(vase, web, phone) == {
        (altopascio.pk, web.pk): 4,
        (lucca.pk, web.pk): 0,
        (lucca.pk, phone.pk): 0,
    }


def test_each_channel_with_what_is_kept_back_from_it(web, phone, vase, lucca):
    stock(vase, lucca, 4)
    olga = staff(StaffRole.Role.OWNER)
    set_reserve(channel=phone, product_id=vase.pk, location_id=lucca.pk, quantity=3, actor=olga)

    found = offers(vase, web, phone)

    assert (found[lucca.pk, web.pk], found[lucca.pk, phone.pk]) == (1, 4)
    for channel in (web, phone):
        why = explain_level(product_id=vase.pk, location_id=lucca.pk, channel=channel, at=NOON)
        assert why.available == found[lucca.pk, channel.pk]


def test_a_closed_location_offers_nothing(web, vase, lucca):
    stock(vase, lucca, 4)
    lucca.is_active = False
    lucca.save()

    assert (lucca.pk, web.pk) not in offers(vase, web)


def test_a_bundle_is_limited_by_its_scarcest_component(web, vase, cup, altopascio, lucca):
    breakfast = bundle((vase, 1), (cup, 2))
    for product, place, units in (
        (vase, altopascio, 9),
        (cup, altopascio, 5),
        (vase, lucca, 1),
        (cup, lucca, 2),
    ):
        stock(product, place, units)
    until = hold(demands=[demand(cup, 2)], channel=web, holder="basket:bob", at=NOON)

    now = can_be_made(bundle_id=breakfast.pk, location_ids=[altopascio.pk, lucca.pk], at=NOON)
    later = can_be_made(bundle_id=breakfast.pk, location_ids=[altopascio.pk, lucca.pk], at=until)

    assert [(each.quantity, each.scarcest) for each in now] == [(1, [cup.pk]), (1, [vase.pk, cup.pk])]
    assert [each.quantity for each in later] == [2, 1]
    for each, at in zip([*now, *later], [NOON, NOON, until, until], strict=True):
        why = explain_level(product_id=breakfast.pk, location_id=each.location_id, at=at)
        assert why.available == each.quantity


def test_what_is_no_bundle_is_made_nowhere(vase, lucca):
    assert can_be_made(bundle_id=vase.pk, location_ids=[lucca.pk], at=NOON) == []
