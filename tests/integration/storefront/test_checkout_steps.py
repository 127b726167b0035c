"""The checkout up to its last page: one question a page, nothing asked that is known, nothing lost."""

import pytest

from apps.stock.models import Hold, StockLevel
from tests.factories.boutique import basket, contents, person, put_in, signed_in, tell_where, tell_who


def shown(response):
    return response.content.decode()


@pytest.fixture
def shopper(boutique, visitor):
    """Return the browser of a guest with a mug in the basket."""
    put_in(visitor, boutique.mug, 2)
    return visitor


def test_an_empty_basket_has_no_checkout(boutique, visitor):
    for page in ("", "you/", "getting/", "paying/"):
        assert visitor.get(f"/checkout/{page}")["Location"] == "/basket/"
    assert visitor.post("/checkout/paying/", {"way": "card"})["Location"] == "/basket/"


def test_a_guest_is_asked_who_they_are_first(shopper):
    assert shopper.get("/checkout/")["Location"] == "/checkout/you/"
    assert shopper.get("/checkout/getting/")["Location"] == "/checkout/you/"
    assert shopper.get("/checkout/paying/")["Location"] == "/checkout/you/"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": ""}, "Write your e-mail address."),
        ({"email": "elisa@"}, "a whole e-mail address"),
        ({"email": "x" * 300 + "@example.com"}, "254"),
        ({"name": " "}, "Write your name."),
        ({"phone": "12"}, "a phone number"),
        ({"phone": "call me"}, "a phone number"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_kept(shopper, wrong, said):
    page = tell_who(shopper, **wrong)

    assert page.status_code == 422
    assert said in shown(page).replace("&#x27;", "'")
    assert shopper.get("/checkout/getting/")["Location"] == "/checkout/you/"


def test_a_phone_number_is_one_of_the_shops_country(shopper):
    tell_who(shopper, phone="0583 123456")

    assert shopper.get("/checkout/you/").context["form"].initial["phone"] == "+390583123456"


def test_what_was_told_is_remembered(shopper):
    tell_who(shopper)

    assert shopper.get("/checkout/you/").context["form"].initial["name"] == "Elisa Conti"
    assert shopper.get("/checkout/")["Location"] == "/checkout/getting/"


def test_a_known_person_is_only_asked_what_isnt_known(boutique):
    elisa = person()
    browser = signed_in(elisa)
    put_in(browser, boutique.mug)

    assert browser.get("/checkout/")["Location"] == "/checkout/getting/"
    assert browser.get("/checkout/getting/").context["form"].initial["name"] == "Elisa Conti"


def test_a_person_orders_under_their_own_address(boutique):
    browser = signed_in(person())
    put_in(browser, boutique.mug)
    tell_who(browser, email="somebody.else@example.com")
    tell_where(browser)

    assert "elisa@example.com" in shown(browser.get("/checkout/paying/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"postcode": "5510"}, "A postcode in Italy looks like 55100."),
        ({"postcode": ""}, "Write the postcode."),
        ({"line1": ""}, "Write the street"),
        ({"city": ""}, "Write the town."),
        ({"name": ""}, "on the door"),
        ({"country": "US"}, "deliver there"),
        ({"country": "XX"}, "deliver there"),
        ({"country": ""}, "required"),
    ],
)
def test_an_address_that_cant_be_delivered_to_is_refused(shopper, wrong, said):
    tell_who(shopper)
    page = tell_where(shopper, **wrong)

    assert page.status_code == 422
    assert said in shown(page).replace("&#x27;", "'")
    assert shopper.get("/checkout/paying/")["Location"] == "/checkout/getting/"
    assert not Hold.objects.exists()


def test_going_on_to_payment_keeps_the_goods(shopper, boutique):
    tell_who(shopper)
    answer = tell_where(shopper)

    [hold] = Hold.objects.all()
    assert answer["Location"] == "/checkout/paying/"
    assert (hold.quantity, hold.holder) == (2, f"basket:{basket().pk}")
    assert "We keep everything for you until" in shown(shopper.get("/checkout/paying/"))


def test_ones_own_hold_never_stands_in_ones_way(shopper, boutique):
    put_in(shopper, boutique.mug, 8)  # all ten
    tell_who(shopper)
    tell_where(shopper)

    assert shopper.get("/basket/").context["review"].has_problems is False
    assert tell_where(shopper)["Location"] == "/checkout/paying/"


def test_where_somebody_was_quicker_one_is_told_what_is_left(shopper, boutique):
    from tests.factories.stock import sell

    tell_who(shopper)
    sell(boutique.mug, boutique.altopascio, 9)
    answer = tell_where(shopper)

    assert answer["Location"] == "/basket/"
    assert "“Half-dip mug” only 1 are left" in shown(shopper.get("/basket/"))
    assert contents() == [("Half-dip mug", 2, "delivered")]
    assert not Hold.objects.exists()


def test_a_hold_that_has_run_out_is_said_and_can_be_taken_again(shopper):
    tell_who(shopper)
    tell_where(shopper)
    Hold.objects.all().delete()
    StockLevel.objects.update(held=0)
    session = shopper.session
    session["checkout"] = session["checkout"] | {"held_until": "2020-01-01T00:00:00+00:00"}
    session.save()

    assert "is over" in shown(shopper.get("/checkout/paying/"))
    shopper.post("/checkout/paying/keep/")

    assert Hold.objects.count() == 1
    assert "We keep everything for you until" in shown(shopper.get("/checkout/paying/"))


def test_the_way_of_delivering_counts_at_once(shopper):
    tell_who(shopper)
    tell_where(shopper, shipping="express")

    assert str(shopper.get("/checkout/paying/").context["review"].quote.total_gross) == "36.40"


def test_an_unknown_way_of_delivering_is_the_usual_one(shopper):
    tell_who(shopper)
    tell_where(shopper, shipping="teleport")

    assert str(shopper.get("/checkout/paying/").context["review"].quote.total_gross) == "29.30"


def test_another_country_has_its_own_ways_and_tax_and_is_asked_again(shopper):
    tell_who(shopper)
    abroad = {"country": "FR", "postcode": "75001", "city": "Paris"}

    assert tell_where(shopper, **abroad)["Location"] == "/checkout/getting/"
    assert tell_where(shopper, **abroad, shipping="abroad")["Location"] == "/checkout/paying/"
    quote = shopper.get("/checkout/paying/").context["review"].quote
    assert str(quote.total_gross) == "39.30"
    assert [str(tax.rate) for tax in quote.taxes] == ["0.2000"]


def test_choosing_a_country_shows_its_ways_before_anything_is_sent(shopper):
    tell_who(shopper)
    text = shown(shopper.get("/checkout/getting/shipping/?country=FR", headers={"HX-Request": "true"}))

    assert "Abroad" in text
    assert "€14.90" in text
    assert "Courier" not in text


@pytest.mark.parametrize("country", ["US", "XX", "", "'", "\0"])
def test_a_country_that_isnt_served_says_so(shopper, country):
    tell_who(shopper)
    page = shopper.get("/checkout/getting/shipping/", {"country": country}, headers={"HX-Request": "true"})

    assert "deliver there at the moment" in shown(page).replace("&#x27;", "'")


def test_delivery_and_collection_go_together(shopper, boutique):
    boutique.receive(boutique.green, 1, boutique.como)
    put_in(shopper, boutique.green, at=boutique.como)
    tell_who(shopper)

    page = shopper.get("/checkout/getting/")
    tell_where(shopper)

    assert "1 item, collect in Como" in shown(page)
    assert "2 items, delivered" in shown(page)
    assert {(hold.level.location.name, hold.quantity) for hold in Hold.objects.all()} == {
        ("Altopascio", 2),
        ("Como", 1),
    }


def test_what_is_all_collected_needs_no_address(boutique, visitor):
    boutique.receive(boutique.mug, 1, boutique.como)
    put_in(visitor, boutique.mug, at=boutique.como)
    tell_who(visitor)

    assert visitor.get("/checkout/getting/").context["form"] is None
    assert visitor.post("/checkout/getting/")["Location"] == "/checkout/paying/"


def test_a_group_can_be_got_in_another_way(shopper, boutique):
    boutique.receive(boutique.mug, 5, boutique.como)
    tell_who(shopper)
    shopper.post("/checkout/getting/regroup/", {"from": "", "to": boutique.como.pk})
    assert contents() == [("Half-dip mug", 2, "Como")]

    shopper.post("/checkout/getting/regroup/", {"from": boutique.como.pk, "to": ""})
    assert contents() == [("Half-dip mug", 2, "delivered")]


def test_a_group_stays_where_the_other_way_isnt_open(shopper, boutique):
    page = shopper.post("/checkout/getting/regroup/", {"from": "", "to": boutique.como.pk}, follow=True)

    assert contents() == [("Half-dip mug", 2, "delivered")]
    assert "this way at the moment" in shown(page)


def test_an_address_is_kept_for_the_next_time_if_one_wishes(boutique):
    elisa = person()
    browser = signed_in(elisa)
    put_in(browser, boutique.mug)
    tell_where(browser, keep="on")

    assert [address.line1 for address in elisa.addresses.all()] == ["Via del Fosso 41"]
    assert browser.get("/checkout/getting/").context["form"].initial["city"] == "Lucca"


def test_somebody_elses_address_isnt_shown(boutique):
    from apps.storefront.customer.addresses import save_address
    from tests.factories.boutique import ADDRESS

    stranger = save_address(user=person("bruno@example.com"), fields=ADDRESS)
    browser = signed_in(person())
    put_in(browser, boutique.mug)

    assert browser.get("/checkout/getting/", {"address": stranger.pk}).status_code == 404
