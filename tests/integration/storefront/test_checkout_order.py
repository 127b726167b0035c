"""The button: what was seen is ordered, once, or one is told why not and loses nothing."""

import pytest

from apps.notifications.letters import order_letter
from apps.notifications.services import write_letter
from apps.orders.models import Order
from apps.stock.models import Allocation, Hold
from apps.storefront.basket.models import Basket
from tests.factories.boutique import (
    basket,
    contents,
    order_by_card,
    person,
    press_order,
    put_in,
    signed_in,
    tell_where,
    tell_who,
)
from tests.factories.stock import sell


@pytest.fixture
def shopper(boutique, visitor):
    """Return the browser of a guest before the last page of the checkout."""
    put_in(visitor, boutique.mug, 2)
    tell_who(visitor)
    tell_where(visitor)
    return visitor


def shown(response):
    return response.content.decode()


def test_the_order_is_what_the_page_said(shopper, boutique):
    answer = press_order(shopper)

    order = Order.objects.get()
    assert answer["Location"].startswith("/sandbox-bank/pay/")
    assert str(order.total_incl_tax) == "29.3000"
    assert (order.contact_name, order.email, order.language) == ("Elisa Conti", "elisa@example.com", "en")
    assert order.shipping_address.line1 == "Via del Fosso 41"
    assert order.channel == boutique.channel
    assert [(line.title, line.quantity) for line in order.lines.filter(kind="goods")] == [("Half-dip mug", 2)]


def test_the_goods_are_promised_and_no_longer_only_held(shopper):
    press_order(shopper)

    assert [promise.quantity for promise in Allocation.objects.all()] == [2]
    assert not Hold.objects.exists()


def test_the_basket_is_closed_and_empty(shopper):
    press_order(shopper)

    assert Basket.objects.get().status == Basket.SUBMITTED
    assert "waits for its payment" in shown(shopper.get("/basket/"))


def test_a_guest_is_the_one_customer_with_this_address(boutique, shopper):
    press_order(shopper)
    put_in(shopper, boutique.green)
    press_order(shopper)

    first, second = Order.objects.order_by("pk")
    assert first.user == second.user
    assert not first.user.has_usable_password()


def test_a_persons_order_is_theirs(boutique):
    elisa = person()
    browser = signed_in(elisa)
    put_in(browser, boutique.mug)
    tell_where(browser)
    press_order(browser)

    assert Order.objects.get().user == elisa


def test_pressing_twice_orders_once(shopper):
    fingerprint = shopper.get("/checkout/paying/").context["review"].quote.fingerprint
    pressed = {"way": "card", "fingerprint": fingerprint}
    shopper.post("/checkout/paying/", pressed)
    order = Order.objects.get()

    again = shopper.post("/checkout/paying/", pressed)

    assert again["Location"] == f"/checkout/orders/{order.uuid}/pay/"
    assert Order.objects.count() == 1


def test_a_basket_that_was_ordered_by_another_process_leads_to_its_order(shopper):
    press_order(shopper)
    Basket.objects.update(status=Basket.OPEN)  # as if that process had died before it closed the basket

    press_order(shopper)

    assert Order.objects.count() == 1
    assert Basket.objects.get().status == Basket.SUBMITTED


def test_a_basket_changed_since_then_isnt_ordered_as_if_it_were_the_same(boutique, shopper):
    press_order(shopper)
    Basket.objects.update(status=Basket.OPEN)
    put_in(shopper, boutique.green)

    page = press_order(shopper)

    order = Order.objects.get()
    assert page["Location"] == f"/orders/{order.uuid}/"
    assert "ordered already" in shown(shopper.get(page["Location"]))


def test_a_price_that_changed_meanwhile_is_shown_and_asked_again(boutique, shopper):
    page = shopper.get("/checkout/paying/")
    seen = page.context["review"].quote
    boutique.window.price(boutique.mug, "15.00")

    pressed = {"way": "card", "fingerprint": seen.fingerprint, "total": "€29.30"}
    refused = shopper.post("/checkout/paying/", pressed)

    assert refused.status_code == 422
    assert "Before: €29.30. Now: €34.90." in shown(refused)
    assert not Order.objects.exists()
    assert press_order(shopper)["Location"].startswith("/sandbox-bank/")
    assert str(Order.objects.get().total_incl_tax) == "34.9000"


@pytest.mark.parametrize("fingerprint", ["", "forged", "0" * 64, "x" * 5000])
def test_a_forged_agreement_orders_nothing(shopper, fingerprint):
    answer = shopper.post("/checkout/paying/", {"way": "card", "fingerprint": fingerprint})

    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize("way", ["", "gold", "on-collection", "cash"])
def test_a_way_to_pay_that_isnt_open_orders_nothing(shopper, way):
    answer = press_order(shopper, way=way)

    assert answer.status_code == 422
    assert "Choose one of the ways to pay." in shown(answer)
    assert not Order.objects.exists()


def test_what_was_sold_out_meanwhile_is_named_and_the_rest_is_kept(boutique, shopper):
    put_in(shopper, boutique.green)
    Hold.objects.all().delete()
    fingerprint = shopper.get("/checkout/paying/").context["review"].quote.fingerprint
    sell(boutique.mug, boutique.altopascio, 10)

    answer = shopper.post("/checkout/paying/", {"way": "card", "fingerprint": fingerprint})

    assert answer["Location"] == "/basket/"
    assert "“Half-dip mug” has just been sold out" in shown(shopper.get("/basket/"))
    assert contents() == [("Half-dip mug", 2, "delivered"), ("Ortiga vase", 1, "delivered")]
    assert not Order.objects.exists()


def test_what_was_withdrawn_meanwhile_isnt_ordered(boutique, shopper):
    fingerprint = shopper.get("/checkout/paying/").context["review"].quote.fingerprint
    boutique.withdraw(boutique.mug)

    answer = shopper.post("/checkout/paying/", {"way": "card", "fingerprint": fingerprint})

    assert answer["Location"] == "/basket/"
    assert not Order.objects.exists()


def test_what_another_window_put_in_isnt_ordered_unseen(boutique, shopper):
    fingerprint = shopper.get("/checkout/paying/").context["review"].quote.fingerprint
    put_in(shopper, boutique.green)

    answer = shopper.post("/checkout/paying/", {"way": "card", "fingerprint": fingerprint})

    assert answer.status_code == 422
    assert "Your basket or a price has changed" in shown(answer)
    assert not Order.objects.exists()
    assert len(contents()) == 2


def test_what_another_window_put_in_isnt_said_to_be_kept(boutique, shopper):
    put_in(shopper, boutique.green)
    page = shown(shopper.get("/checkout/paying/"))

    assert "We keep everything for you" not in page
    assert "aren't kept for you yet" in page.replace("&#x27;", "'")
    shopper.post("/checkout/paying/keep/")
    assert "We keep everything for you until" in shown(shopper.get("/checkout/paying/"))


def test_what_is_collected_can_be_paid_there(boutique, visitor):
    boutique.receive(boutique.mug, 1, boutique.como)
    put_in(visitor, boutique.mug, at=boutique.como)
    tell_who(visitor)
    visitor.post("/checkout/getting/")

    answer = press_order(visitor, way="on-collection")

    order = Order.objects.get()
    assert order.status == Order.Status.CONFIRMED
    assert answer["Location"] == f"/checkout/orders/{order.uuid}/thanks/"
    assert "Thank you, Elisa Conti" in shown(visitor.get(answer["Location"]))


def test_delivery_and_collection_become_one_order(boutique, shopper):
    boutique.receive(boutique.green, 1, boutique.como)
    put_in(shopper, boutique.green, at=boutique.como)
    press_order(shopper)

    lines = Order.objects.get().lines.filter(kind="goods").order_by("position")
    assert [(line.method, str(line.pickup_location or "")) for line in lines] == [
        ("delivery", ""),
        ("pickup", "Como"),
    ]


def test_holds_of_a_basket_count_for_nobody_else(boutique, shopper):
    from django.test import Client

    other = Client()

    assert "8 can be had" in shown(put_in(other, boutique.mug, 9).client.get("/basket/"))
    assert basket().pk


def test_the_letter_says_where_it_goes(boutique, visitor):
    order = order_by_card(visitor, boutique.mug)

    letter = write_letter(letter=order_letter("order-confirmed", order))

    assert "We deliver to Elisa Conti, Via del Fosso 41, 55100 Lucca." in letter.body_text
    assert "Elisa Conti, Via del Fosso 41, 55100 Lucca." in letter.body_html


@pytest.mark.parametrize("address", ["", "https://lumaca.example/terms"])
def test_terms_are_accepted_only_where_they_can_be_read(shopper, settings, address):
    settings.BOTTEGA_MERCHANT = {**settings.BOTTEGA_MERCHANT, "terms_url": address}

    page = shown(shopper.get("/checkout/paying/"))

    assert ("you accept our terms of sale" in page) == bool(address)
    assert (f'href="{address}"' in page) == bool(address)
    assert "You can change your mind for 30 days" in page
