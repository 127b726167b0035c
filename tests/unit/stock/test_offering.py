"""What a channel may promise where: reserves for others and buffers, rule by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.stock.offering import Limits, Reserve, of_bundle, offered
from apps.stock.types import UNLIMITED, LocationAvailability

VASE, CUP, SAUCER = 1, 2, 3
ALTOPASCIO, LUCCA, COMO = 10, 11, 12
PHONE, TILLS = 7, 8
EVERYWHERE = frozenset({ALTOPASCIO, LUCCA, COMO})


def there(**units):
    places = {"altopascio": ALTOPASCIO, "lucca": LUCCA, "como": COMO}
    return [
        LocationAvailability(places[name], on_hand, 0, 0, 0, on_hand, position)
        for position, (name, on_hand) in enumerate(units.items())
    ]


def left(places, *reserves, buffers=None):
    limits = Limits({VASE: reserves}, buffers or {})
    return [place.available for place in offered(VASE, places, limits)]


@pytest.mark.parametrize(
    ("reserves", "expected"),
    [
        ([], [5, 3, 2]),
        ([Reserve(PHONE, 2, LUCCA)], [5, 1, 2]),
        ([Reserve(PHONE, 9, LUCCA)], [5, 0, 2]),
        ([Reserve(PHONE, 2, LUCCA), Reserve(TILLS, 1, LUCCA)], [5, 0, 2]),
        ([Reserve(PHONE, 3, None, EVERYWHERE)], [5, 2, 0]),
        ([Reserve(PHONE, 9, None, EVERYWHERE)], [1, 0, 0]),
        ([Reserve(PHONE, 99, None, EVERYWHERE)], [0, 0, 0]),
        ([Reserve(PHONE, 3, None, frozenset({ALTOPASCIO}))], [2, 3, 2]),
        ([Reserve(PHONE, 3, None, frozenset({99}))], [5, 3, 2]),
        ([Reserve(PHONE, 2, None, EVERYWHERE), Reserve(TILLS, 2, COMO)], [5, 1, 0]),
        ([Reserve(PHONE, 2, None, EVERYWHERE), Reserve(TILLS, 2, None, EVERYWHERE)], [5, 1, 0]),
    ],
)
def test_reserves_of_others(reserves, expected):
    assert left(there(altopascio=5, lucca=3, como=2), *reserves) == expected


@pytest.mark.parametrize(
    ("buffers", "expected"),
    [
        ({(None, None): 1}, [4, 2, 1]),
        ({(None, None): 1, (None, LUCCA): 0}, [4, 3, 1]),
        ({(None, LUCCA): 2}, [5, 1, 2]),
        ({(VASE, None): 3}, [5, 2, 0]),
        ({(VASE, None): 3, (None, None): 1, (None, LUCCA): 1}, [5, 2, 0]),
        ({(VASE, None): 3, (VASE, LUCCA): 1}, [4, 2, 0]),
        ({(VASE, None): 3, (VASE, COMO): 0}, [5, 0, 2]),
        ({(VASE, None): 99}, [0, 0, 0]),
        ({(CUP, LUCCA): 2, (CUP, None): 2}, [5, 3, 2]),
    ],
)
def test_the_most_precise_buffer_counts(buffers, expected):
    assert left(there(altopascio=5, lucca=3, como=2), buffers=buffers) == expected


def test_a_buffer_is_kept_back_of_what_reserves_leave():
    places = offered(
        VASE,
        there(altopascio=5, lucca=3),
        Limits({VASE: [Reserve(PHONE, 2, LUCCA)]}, {(None, None): 2}),
    )

    assert [(each.reserved, each.buffered, each.available) for each in places] == [(0, 2, 3), (2, 1, 0)]


def test_a_debt_stays_a_debt_and_keeps_nothing_back():
    assert left(there(altopascio=-2, lucca=3), Reserve(PHONE, 2, ALTOPASCIO), buffers={(None, None): 1}) == [
        -2,
        2,
    ]


def test_of_what_keeps_no_stock_nothing_is_kept_back():
    endless = [LocationAvailability(LUCCA, 0, 0, 0, 0, UNLIMITED, keeps_stock=False)]

    assert left(endless, Reserve(PHONE, 2, LUCCA), buffers={(None, None): 1}) == [UNLIMITED]


units = st.integers(-3, 12)
kept = st.integers(0, 12)


@given(st.tuples(units, units, units), kept, kept)
def test_together_the_locations_offer_what_is_free_without_reserve_and_buffer(on_hand, reserve, buffer):
    places = there(altopascio=on_hand[0], lucca=on_hand[1], como=on_hand[2])
    offers = left(places, Reserve(PHONE, reserve, None, EVERYWHERE), buffers={(VASE, None): buffer})

    free = sum(max(0, each) for each in on_hand)
    assert sum(max(0, each) for each in offers) == max(0, free - reserve - buffer)


def test_a_bundle_is_where_all_of_its_components_are():
    found = {CUP: there(altopascio=9, lucca=4, como=2), SAUCER: there(altopascio=2, lucca=5)}

    bundles = of_bundle({CUP: 2, SAUCER: 1}, found)

    assert [(each.location_id, each.on_hand, each.available) for each in bundles] == [
        (ALTOPASCIO, 2, 2),
        (LUCCA, 2, 2),
    ]


def test_what_keeps_no_stock_does_not_limit_a_bundle():
    endless = [LocationAvailability(LUCCA, 0, 0, 0, 0, UNLIMITED, keeps_stock=False)]
    found = {CUP: there(lucca=4), SAUCER: endless}

    assert [each.available for each in of_bundle({CUP: 2, SAUCER: 1}, found)] == [2]
    assert of_bundle({SAUCER: 1}, found) == endless
