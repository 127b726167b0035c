"""From where a need is served best."""

from dataclasses import replace

from apps.purchasing.replenishment.sharing import Costs, Need, Purchase, Surplus, serve

VASE, LUCCA, COMO, BERGAMO = 1, 10, 20, 30
NEED = Need(
    product_id=VASE,
    location_id=LUCCA,
    wanted=40,
    least=10,
    rate=4.0,
    position=20,
    unit_cost=8.0,
    purchase=Purchase(supplier_id=7, quantity=42, days=10),
)


def served(*needs: Need, como: Surplus | None = None, bergamo: Surplus | None = None):
    places = {COMO: como, BERGAMO: bergamo}
    surplus = {(VASE, place): each for place, each in places.items() if each}
    nearest = {LUCCA: [COMO, BERGAMO], BERGAMO: [COMO, LUCCA]}
    return serve(needs=needs, surplus=surplus, nearest=nearest, costs=Costs())


def test_without_surplus_it_is_bought():
    (found,) = served(NEED)
    assert (found.way.kind, found.way.quantity, found.other) == ("purchase", 42, None)
    assert found.way.missed == (4.0 * 10 - 20) * 8.0, "twenty people ask in vain"


def test_a_surplus_is_sent_as_far_as_it_goes():
    (found,) = served(NEED, como=Surplus(30, 0.1))
    assert (found.way.kind, found.way.origin_id, found.way.quantity) == ("transfer", COMO, 30)
    assert found.other
    assert found.other.cost > found.way.cost


def test_a_surplus_that_would_not_help_stays_and_the_next_place_is_asked():
    (found,) = served(NEED, como=Surplus(9, 0.1), bergamo=Surplus(500, 0.1))
    assert found.way.origin_id == BERGAMO


def test_what_sells_soon_where_it_is_stays_if_the_supplier_is_as_quick():
    quick = replace(NEED, purchase=Purchase(supplier_id=7, quantity=42, days=2))
    (found,) = served(quick, como=Surplus(60, 60.0))
    assert found.way.kind == "purchase"
    assert found.other
    assert found.other.kind == "transfer"


def test_a_surplus_is_given_away_once_and_to_whom_it_matters_most():
    calm = replace(NEED, location_id=BERGAMO, position=35)
    found = served(calm, NEED, como=Surplus(45, 0.0))
    assert [(each.need.location_id, each.way.kind) for each in found] == [
        (LUCCA, "transfer"),
        (BERGAMO, "purchase"),
    ]


def test_what_nobody_sells_is_sent_from_where_it_is():
    (found,) = served(replace(NEED, purchase=None), como=Surplus(60, 60.0))
    assert (found.way.kind, found.other) == ("transfer", None)
