"""Orders in the account, and one that is found without an account."""

import pytest

from apps.channels.models import Location
from apps.fulfilment.services.calling_off import drop_cancelled_goods
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from apps.storefront.customer.orders import view_order
from tests.factories.boutique import order_by_card, person, press_order, put_in, signed_in, tell_who
from tests.factories.fulfilment import planned, ready
from tests.factories.pricing import NOON


def shown(response):
    return response.content.decode().replace("&#x27;", "'")


def steps(order):
    [part] = view_order(order).parts
    return [(step.title, "now" if step.current else "done" if step.done else "") for step in part.steps]


@pytest.fixture
def collected(boutique, visitor):
    """Return a guest's order that is collected and paid in Como."""
    boutique.receive(boutique.mug, 2, boutique.como)
    put_in(visitor, boutique.mug, 2, at=boutique.como)
    tell_who(visitor)
    visitor.post("/checkout/getting/")
    press_order(visitor, way="on-collection")
    return Order.objects.get()


def find(browser, number, email="elisa@example.com"):
    return browser.post("/orders/find/", {"number": number, "email": email})


def test_an_order_is_found_by_number_and_address(visitor, collected):
    answer = find(visitor, collected.number.lower(), " Elisa@Example.com ")

    assert answer["Location"] == f"/orders/{collected.uuid}/"
    assert "Collect in Como" in shown(visitor.get(answer["Location"]))


def test_a_wrong_number_and_a_wrong_address_are_told_alike(visitor, collected):
    wrong_number = find(visitor, "NONE-SUCH")
    wrong_address = find(visitor, collected.number, "somebody@example.com")

    assert wrong_number.status_code == wrong_address.status_code == 422
    for answer in (wrong_number, wrong_address):
        assert "We find no order with this number and this e-mail address" in shown(answer)


def test_one_cant_guess_without_end(visitor, collected):
    for number in range(11):
        answer = find(visitor, f"GUESS-{number}")

    assert answer.status_code == 429
    assert "Too many tries" in shown(answer)
    assert find(visitor, collected.number).status_code == 429


@pytest.mark.parametrize(
    ("number", "email"), [("", "a@b.it"), ("X" * 41, "a@b.it"), ("A", ""), ("A", "a@"), ("\0", "a@b.it")]
)
def test_nonsense_is_refused(boutique, visitor, number, email):
    assert find(visitor, number, email).status_code == 422


def test_an_order_shows_how_far_it_is(boutique, collected):
    assert steps(collected) == [
        ("Ordered", "done"),
        ("Confirmed", "now"),
        ("Ready for you", ""),
        ("Collected", ""),
    ]

    [fulfilment] = planned(collected)
    ready(fulfilment, person("bob@example.com"))
    collected.refresh_from_db()

    assert steps(collected)[2] == ("Ready for you", "now")
    assert view_order(collected).heading == "Your things are ready in Como"


def test_what_is_ready_shows_its_code(visitor, collected):
    [fulfilment] = planned(collected)
    fulfilment = ready(fulfilment, person("bob@example.com"))

    page = shown(visitor.get(f"/orders/{collected.uuid}/"))

    assert fulfilment.pickup_code in page
    assert "<svg" in page.partition("code-card")[2]


def test_an_address_that_nobody_was_given_shows_nothing(boutique, visitor):
    assert visitor.get("/orders/00000000-0000-7000-8000-000000000000/").status_code == 404


def test_a_person_sees_their_orders_and_nobody_elses(boutique):
    elisa, bruno = person(), person("bruno@example.com")
    theirs = order_by_card(signed_in(elisa), boutique.mug)

    assert theirs.number in shown(signed_in(elisa).get("/account/orders/"))
    assert theirs.number in shown(signed_in(elisa).get("/account/"))
    assert signed_in(elisa).get(f"/account/orders/{theirs.number}/").status_code == 200
    assert theirs.number not in shown(signed_in(bruno).get("/account/orders/"))
    assert signed_in(bruno).get(f"/account/orders/{theirs.number}/").status_code == 404


def test_what_was_bought_in_a_shop_is_among_them(boutique):
    from apps.core.transactions import savepoint
    from apps.orders.services.sales import record_sale
    from tests.factories.channels import TillChannelFactory
    from tests.factories.orders import sale, sale_line

    elisa = person()
    with savepoint():
        record_sale(
            sale=sale(TillChannelFactory(), boutique.como, sale_line(boutique.mug), customer_id=elisa.pk)
        )

    page = shown(signed_in(elisa).get("/account/orders/"))

    assert "Bought in Como" in page
    assert "€12.20" in page


def test_a_list_of_orders_takes_as_many_queries_for_ten_as_for_one(boutique, django_assert_max_num_queries):
    elisa = person()
    browser = signed_in(elisa)
    for _time in range(3):
        order_by_card(browser, boutique.mug)

    with django_assert_max_num_queries(14):
        browser.get("/account/orders/")


def test_an_account_without_orders_says_so(boutique):
    assert "Nothing ordered yet" in shown(signed_in(person()).get("/account/orders/"))


def test_a_line_that_comes_in_two_parcels_is_counted_once(boutique, visitor):
    boutique.receive(boutique.mug, 3, boutique.lucca)
    boutique.lucca.ships = True
    boutique.lucca.save()
    order = order_by_card(visitor, boutique.mug, 13)
    planned(order)

    view = view_order(order)

    assert [[(item.title, item.quantity, str(item.gross)) for item in part.items] for part in view.parts] == [
        [("Half-dip mug", 10, "122.00")],
        [("Half-dip mug", 3, "36.60")],
    ]
    assert view.count == 13


def test_what_was_called_off_before_it_was_packed_stays_in_sight(boutique, visitor):
    put_in(visitor, boutique.green)
    order = order_by_card(visitor, boutique.mug, 2)
    planned(order)
    mugs = order.lines.get(product=boutique.mug)
    cancel_order(order_id=order.pk, quantities={mugs.pk: 2}, actor=None, reason="broken", at=NOON)
    drop_cancelled_goods(order_id=order.pk, at=NOON)

    vases, called_off = view_order(order).parts

    assert [(item.title, item.cancelled) for item in called_off.items] == [("Half-dip mug", 2)]
    assert (called_off.is_cancelled, vases.is_cancelled) == (True, False)


def test_a_shop_that_has_closed_since_keeps_its_name_on_the_order(boutique, visitor, collected):
    planned(collected)
    Location.objects.filter(pk=boutique.como.pk).update(is_active=False)

    assert "Collect in Como" in shown(visitor.get(f"/orders/{collected.uuid}/"))
