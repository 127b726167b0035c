"""A checkout keeps its goods for a while."""

from datetime import timedelta

import pytest

from apps.core.reconciliation import find_drifts
from apps.stock.models import Hold
from apps.stock.services.holds import OutOfStock, hold, release_holds
from tests.factories.stock import NOON, demand, figures, stock


def keep(web, *demands, holder="basket:alice", at=NOON):
    return hold(demands=demands, channel=web, holder=holder, at=at)


def test_goods_are_held_where_the_channel_looks_first(web, vase, altopascio, lucca):
    stock(vase, altopascio, 5)
    stock(vase, lucca, 5)

    until = keep(web, demand(vase, 2))

    assert until == NOON + timedelta(minutes=web.hold_minutes)
    assert figures(vase, altopascio) == (5, 0, 2)
    assert figures(vase, lucca) == (5, 0, 0)


def test_goods_to_collect_are_held_in_that_shop(web, vase, altopascio, lucca):
    stock(vase, altopascio, 5)
    stock(vase, lucca, 5)

    keep(web, demand(vase, 2, location=lucca))

    assert figures(vase, lucca) == (5, 0, 2)


def test_the_next_hold_takes_the_place_of_the_first(web, vase, cup, altopascio):
    stock(vase, altopascio, 2)
    stock(cup, altopascio, 2)
    keep(web, demand(vase, 2), demand(cup, 1))

    keep(web, demand(vase, 1))

    assert figures(vase, altopascio) == (2, 0, 1)
    assert figures(cup, altopascio) == (2, 0, 0)
    assert not list(find_drifts())


def test_ones_own_hold_is_no_obstacle(web, vase, altopascio):
    stock(vase, altopascio, 2)
    keep(web, demand(vase, 2))
    keep(web, demand(vase, 2))

    assert figures(vase, altopascio) == (2, 0, 2)


def test_what_bob_holds_alice_cannot(web, vase, altopascio):
    stock(vase, altopascio, 2)
    keep(web, demand(vase, 2), holder="basket:bob")

    with pytest.raises(OutOfStock) as refusal:
        keep(web, demand(vase, 1))

    assert (refusal.value.wanted, refusal.value.available) == (1, 0)
    assert Hold.objects.get().holder == "basket:bob"


def test_a_refused_hold_leaves_the_earlier_one(web, vase, altopascio):
    stock(vase, altopascio, 2)
    keep(web, demand(vase, 2))

    with pytest.raises(OutOfStock):
        keep(web, demand(vase, 3))

    assert figures(vase, altopascio) == (2, 0, 2)


def test_an_expired_hold_gives_way(web, vase, altopascio):
    stock(vase, altopascio, 1)
    until = keep(web, demand(vase, 1), holder="basket:bob")

    with pytest.raises(OutOfStock):
        keep(web, demand(vase, 1), at=until - timedelta(seconds=1))
    keep(web, demand(vase, 1), at=until)

    assert Hold.objects.get().holder == "basket:alice"
    assert figures(vase, altopascio) == (1, 0, 1)


def test_goods_outside_the_channel_cannot_be_held(web, vase, como):
    stock(vase, como, 5)

    for wanted in (demand(vase, 1), demand(vase, 1, location=como)):
        with pytest.raises(OutOfStock):
            keep(web, wanted)

    assert figures(vase, como) == (5, 0, 0)


def test_letting_go_frees_everything(web, vase, cup, altopascio):
    stock(vase, altopascio, 1)
    stock(cup, altopascio, 1)
    keep(web, demand(vase, 1), demand(cup, 1))

    release_holds(holder="basket:alice")
    release_holds(holder="basket:alice")

    assert figures(vase, altopascio) == figures(cup, altopascio) == (1, 0, 0)
    assert not Hold.objects.exists()
