"""A cart is served from as few locations as can be, then in the channel's order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.stock import sourcing
from apps.stock.sourcing import CannotSource, SourcingRules, plan
from apps.stock.types import Demand, LocationAvailability, Take

VASE, CUP, PLATE, PAIR = 1, 2, 3, 4
ALTOPASCIO, LUCCA, COMO, BERGAMO = 10, 20, 30, 40
ORDER = [ALTOPASCIO, LUCCA, COMO, BERGAMO]


def shelves(**units):
    """Return availability from, say, vase={LUCCA: 2}."""
    products = {"vase": VASE, "cup": CUP, "plate": PLATE}
    return {
        products[name]: [
            LocationAvailability(
                place, quantity, 0, 0, 0, quantity, position=ORDER.index(place), ships=place != BERGAMO
            )
            for place, quantity in places.items()
        ]
        for name, places in units.items()
    }


def taken(demands, availability, **rules):
    takes = plan(demands, availability, SourcingRules(**rules))
    return [(take.line_key, take.location_id, take.quantity) for take in takes]


def test_the_first_location_that_has_it():
    availability = shelves(vase={LUCCA: 5, ALTOPASCIO: 5})

    assert taken([Demand("1", VASE, 2)], availability) == [("1", ALTOPASCIO, 2)]


def test_locations_of_one_rank_come_in_one_order_whatever_was_asked_first():
    there = [LocationAvailability(place, 9, 0, 0, 0, 9) for place in (COMO, LUCCA, ALTOPASCIO)]

    for places in (there, there[::-1]):
        assert taken([Demand("1", VASE, 2)], {VASE: places}) == [("1", ALTOPASCIO, 2)]


def test_one_location_for_all_beats_the_order():
    availability = shelves(vase={ALTOPASCIO: 5, LUCCA: 5}, cup={LUCCA: 5})

    assert taken([Demand("1", VASE, 1), Demand("2", CUP, 1)], availability) == [
        ("1", LUCCA, 1),
        ("2", LUCCA, 1),
    ]


def test_two_parcels_rather_than_three():
    availability = shelves(
        vase={ALTOPASCIO: 1, COMO: 1}, cup={ALTOPASCIO: 1, LUCCA: 1}, plate={LUCCA: 1, COMO: 1}
    )

    takes = plan([Demand("1", VASE, 1), Demand("2", CUP, 1), Demand("3", PLATE, 1)], availability)

    assert [take.location_id for take in takes] == [ALTOPASCIO, ALTOPASCIO, LUCCA]


def test_a_line_is_split_only_if_it_must_be():
    availability = shelves(vase={ALTOPASCIO: 2, LUCCA: 3})

    assert taken([Demand("1", VASE, 4)], availability) == [("1", ALTOPASCIO, 2), ("1", LUCCA, 2)]
    assert taken([Demand("1", VASE, 3)], availability) == [("1", LUCCA, 3)]


def test_goods_to_collect_come_from_that_shop_before_all_others():
    availability = shelves(vase={LUCCA: 1, ALTOPASCIO: 1})
    demands = [Demand("parcel", VASE, 1), Demand("pickup", VASE, 1, location_id=LUCCA)]

    assert taken(demands, availability) == [("pickup", LUCCA, 1), ("parcel", ALTOPASCIO, 1)]


def test_a_shop_that_does_not_ship_still_hands_over():
    availability = shelves(vase={BERGAMO: 5})

    assert taken([Demand("1", VASE, 1, location_id=BERGAMO)], availability) == [("1", BERGAMO, 1)]
    with pytest.raises(CannotSource):
        plan([Demand("1", VASE, 1)], availability)


def test_deliveries_can_be_confined():
    availability = shelves(vase={ALTOPASCIO: 5, LUCCA: 5})

    assert taken([Demand("1", VASE, 1)], availability, only=frozenset({LUCCA})) == [("1", LUCCA, 1)]


@pytest.mark.parametrize("location", [None, ALTOPASCIO])
def test_lines_of_one_product_are_summed_before_they_are_checked(location):
    availability = shelves(vase={ALTOPASCIO: 5})

    with pytest.raises(CannotSource) as refusal:
        plan([Demand("1", VASE, 3, location), Demand("2", VASE, 3, location)], availability)

    assert (refusal.value.product_id, refusal.value.wanted, refusal.value.short_by) == (VASE, 6, 1)


def test_debts_are_no_stock():
    availability = shelves(vase={ALTOPASCIO: -3, LUCCA: 3})

    assert taken([Demand("1", VASE, 3)], availability) == [("1", LUCCA, 3)]


def test_an_unknown_product_and_an_empty_cart():
    with pytest.raises(CannotSource):
        plan([Demand("1", CUP, 1)], shelves(vase={LUCCA: 1}))
    assert plan([], shelves(vase={LUCCA: 1})) == []


@pytest.mark.parametrize("quantity", [0, -1])
def test_nobody_wants_less_than_one(quantity):
    with pytest.raises(ValueError, match="at least one"):
        Demand("1", VASE, quantity)
    with pytest.raises(ValueError, match="at least one"):
        Take("1", VASE, LUCCA, quantity)


def test_lines_of_one_product_share_what_each_location_has():
    availability = shelves(vase={ALTOPASCIO: 3, LUCCA: 3})

    shared = taken([Demand("1", VASE, 3), Demand("2", VASE, 3)], availability)

    assert shared == [("1", ALTOPASCIO, 3), ("2", LUCCA, 3)]


def test_a_bundle_and_a_component_of_it_share_what_each_location_has():
    availability = shelves(vase={ALTOPASCIO: 1, LUCCA: 1}, cup={ALTOPASCIO: 2, LUCCA: 2})

    takes = plan([Demand("1", CUP, 2), Demand("2", PAIR, 1)], availability, bundles={PAIR: {VASE: 1, CUP: 2}})

    served = {(take.line_key, take.product_id): (take.location_id, take.quantity) for take in takes}
    assert served == {("2", VASE): (ALTOPASCIO, 1), ("2", CUP): (ALTOPASCIO, 2), ("1", CUP): (LUCCA, 2)}


def test_what_a_bundle_and_its_component_lack_together_is_said():
    availability = shelves(vase={LUCCA: 9}, cup={LUCCA: 3})

    with pytest.raises(CannotSource) as refusal:
        plan([Demand("1", PAIR, 1), Demand("2", CUP, 2)], availability, bundles={PAIR: {VASE: 1, CUP: 2}})

    assert (refusal.value.product_id, refusal.value.wanted, refusal.value.short_by) == (PAIR, 1, 1)


def few(of, most):
    """Have from one owed to so many of each of these, everywhere."""
    return st.fixed_dictionaries({key: st.integers(-1, most) for key in of})


units = st.fixed_dictionaries({"vase": few(ORDER, 3), "cup": few(ORDER, 3)})
demands = st.lists(
    st.builds(
        Demand,
        line_key=st.uuids().map(str),
        product_id=st.sampled_from([VASE, CUP]),
        quantity=st.integers(1, 3),
        location_id=st.sampled_from([None] * 8 + ORDER),
    ),
    min_size=2,
    max_size=4,
)


def is_enough(availability, wanted):
    """Tell whether goods to collect are where they are wanted, and what is left over suffices for the others."""
    left = {
        (key, place.location_id): max(0, place.available)
        for key in availability
        for place in availability[key]
    }
    shipped = dict.fromkeys(availability, 0)
    for demand in wanted:
        if demand.location_id:
            left[demand.product_id, demand.location_id] -= demand.quantity
        else:
            shipped[demand.product_id] += demand.quantity
    shippable = {
        key: sum(left[key, place.location_id] for place in availability[key] if place.ships)
        for key in shipped
    }
    return min(left.values()) >= 0 and all(shipped[key] <= shippable[key] for key in shipped)


@pytest.mark.parametrize("exact_tries", [0, 2_000])
@given(units, demands)
def test_a_plan_serves_everybody_if_there_is_enough_and_takes_nothing_twice(exact_tries, units, wanted):
    availability = shelves(**units)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sourcing, "EXACT_TRIES", exact_tries)
        try:
            takes = plan(wanted, availability)
        except CannotSource:
            assert not is_enough(availability, wanted)
            return

    assert is_enough(availability, wanted)
    for demand in wanted:
        mine = [take for take in takes if take.line_key == demand.line_key]
        assert sum(take.quantity for take in mine) == demand.quantity
        assert all(take.location_id == demand.location_id for take in mine if demand.location_id)
    for key, places in availability.items():
        for place in places:
            used = sum(t.quantity for t in takes if (t.product_id, t.location_id) == (key, place.location_id))
            assert used <= max(0, place.available)
