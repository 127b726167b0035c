"""How long a checkout keeps goods: as long as the channel says, or less where a location can't wait."""

from datetime import timedelta

from apps.channels.models import ChannelLocation
from apps.stock.models import Hold
from apps.stock.selectors import available_quantity
from apps.stock.services.holds import hold
from tests.factories.stock import NOON, demand, stock


def minutes(until):
    return (until - NOON) / timedelta(minutes=1)


def keep(web, *demands, holder="basket:alice"):
    return hold(demands=demands, channel=web, holder=holder, at=NOON)


def wait_at(location, length):
    ChannelLocation.objects.filter(location=location).update(hold_minutes=length)


def test_a_location_may_keep_goods_shorter_or_longer(web, vase, altopascio):
    stock(vase, altopascio, 3)
    wait_at(altopascio, 5)
    assert minutes(keep(web, demand(vase, 1))) == 5
    wait_at(altopascio, 90)
    assert minutes(keep(web, demand(vase, 1))) == 90
    wait_at(altopascio, None)
    assert minutes(keep(web, demand(vase, 1))) == 20


def test_the_shortest_of_the_lines_locations_counts_for_all(web, vase, cup, altopascio, lucca):
    stock(vase, altopascio, 3)
    stock(cup, lucca, 3)
    wait_at(lucca, 5)

    assert minutes(keep(web, demand(vase, 1, "1"), demand(cup, 1, "2"))) == 5
    assert set(Hold.objects.values_list("expires_at", flat=True)) == {NOON + timedelta(minutes=5)}


def test_a_location_that_nothing_is_taken_from_says_nothing(web, vase, altopascio, lucca):
    stock(vase, altopascio, 3)
    stock(vase, lucca, 3)
    wait_at(lucca, 5)

    assert minutes(keep(web, demand(vase, 1))) == 20


def test_on_another_device_ones_own_hold_does_not_block(web, vase, altopascio):
    stock(vase, altopascio, 1)
    keep(web, demand(vase, 1))

    assert minutes(keep(web, demand(vase, 1))) == 20  # the same cart, opened on the phone
    seen = {"channel": web, "product_ids": [vase.pk], "at": NOON}
    assert available_quantity(**seen, holder="basket:alice") == {vase.pk: 1}
    assert available_quantity(**seen, holder="basket:bob") == {vase.pk: 0}
    assert Hold.objects.count() == 1
