"""Putting things into the basket: what can be had goes in, anything else is refused and changes nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from apps.storefront.basket.models import Basket, Line
from apps.storefront.partner.models import StockRecord
from tests.factories.boutique import basket, contents, person, product, put_in, signed_in


def refusal(response):
    """Return what the page that one is sent back to says."""
    return response.client.get(response["Location"]).content.decode()


def test_a_guest_puts_something_in_and_finds_it_again(boutique, visitor):
    put_in(visitor, boutique.mug, 2)

    assert contents() == [("Half-dip mug", 2, "delivered")]
    assert "Half-dip mug" in visitor.get("/basket/").content.decode()
    assert basket().owner is None


def test_looking_around_leaves_no_trace(boutique, visitor):
    for page in (
        "/",
        "/all/",
        f"/p/half-dip-mug_{boutique.mug.pk}/",
        "/basket/",
        "/search/?q=mug",
        "/shops/",
    ):
        visitor.get(page)

    assert not Basket.objects.exists()
    assert not Session.objects.exists()


def test_a_person_without_a_basket_gets_one_when_they_put_something_in(boutique):
    elisa = person()
    browser = signed_in(elisa)
    browser.get("/basket/")
    assert not Basket.objects.exists()

    put_in(browser, boutique.mug)

    assert basket().owner == elisa


def test_the_same_thing_again_adds_up(boutique, visitor):
    put_in(visitor, boutique.mug, 2)
    put_in(visitor, boutique.mug, 3)

    assert contents() == [("Half-dip mug", 5, "delivered")]


def test_the_same_thing_in_another_way_is_another_line(boutique, visitor):
    boutique.receive(boutique.mug, 4, boutique.como)
    put_in(visitor, boutique.mug)
    put_in(visitor, boutique.mug, 2, at=boutique.como)

    assert contents() == [("Half-dip mug", 1, "delivered"), ("Half-dip mug", 2, "Como")]


@pytest.mark.parametrize(
    "quantity", ["0", "-1", "1e9", "1000000000", "abc", "1.5", "", "٣", "1000", "9" * 50]
)
def test_a_quantity_that_isnt_one_is_refused(boutique, visitor, quantity):
    answer = put_in(visitor, boutique.mug, quantity)

    assert "whole number from 1 to 999" in refusal(answer)
    assert not Line.objects.exists()


def test_more_than_there_is_is_refused_with_how_many_there_are(boutique, visitor):
    answer = put_in(visitor, boutique.mug, 11)

    assert "10 can be had this way" in refusal(answer)
    assert not Line.objects.exists()


def test_more_than_there_is_in_two_goes_is_refused_too(boutique, visitor):
    put_in(visitor, boutique.mug, 8)
    answer = put_in(visitor, boutique.mug, 3)

    assert "10 can be had this way" in refusal(answer)
    assert contents() == [("Half-dip mug", 8, "delivered")]


def test_what_is_sold_out_is_refused(boutique, visitor):
    lamp = boutique.sell(product("Lamp"), stock=0)

    assert "this way at the moment" in refusal(put_in(visitor, lamp))
    assert not Line.objects.exists()


def test_what_doesnt_lie_in_the_shop_cant_be_collected_there(boutique, visitor):
    assert "this way at the moment" in refusal(put_in(visitor, boutique.mug, at=boutique.como))
    assert not Line.objects.exists()


@pytest.mark.parametrize("way", ["", "nowhere", "-1", "0", "999999", "1 OR 1=1"])
def test_a_shop_that_isnt_one_is_refused(boutique, visitor, way):
    answer = visitor.post(f"/basket/add/{boutique.mug.pk}/", {"quantity": 1, "way": way})

    assert "Nothing can be collected there" in refusal(answer)
    assert not Line.objects.exists()


def test_the_warehouse_isnt_a_place_to_collect(boutique, visitor):
    assert "Nothing can be collected there" in refusal(put_in(visitor, boutique.mug, at=boutique.altopascio))


def test_what_isnt_for_sale_is_refused(boutique, visitor):
    boutique.withdraw(boutique.mug)

    assert "for sale any more" in refusal(put_in(visitor, boutique.mug))
    assert "for sale any more" in refusal(put_in(visitor, boutique.vase))  # the family, not a variant
    assert "for sale any more" in refusal(visitor.post("/basket/add/999999/", {"quantity": 1}))
    assert not Line.objects.exists()


def test_a_variant_of_a_hidden_family_is_refused(boutique, visitor):
    boutique.withdraw(boutique.vase)

    assert "for sale any more" in refusal(put_in(visitor, boutique.green))


def test_a_basket_has_an_end(boutique, visitor):
    from apps.storefront.baskets import changes

    for number in range(3):
        put_in(visitor, boutique.sell(product(f"Plate {number}")))
    before = changes.MOST_LINES
    changes.MOST_LINES = 3
    try:
        answer = put_in(visitor, boutique.mug)
    finally:
        changes.MOST_LINES = before

    assert "at most 3 different things" in refusal(answer)
    assert len(contents()) == 3


def test_a_form_without_its_token_is_refused(boutique):
    browser = Client(enforce_csrf_checks=True)

    assert put_in(browser, boutique.mug).status_code == 403
    assert not Basket.objects.exists()


def test_reading_the_address_puts_nothing_in(boutique, visitor):
    assert visitor.get(f"/basket/add/{boutique.mug.pk}/").status_code == 405


def test_a_forged_cookie_opens_nobodys_basket(boutique, visitor):
    put_in(visitor, boutique.mug)
    stranger = Client()
    stranger.cookies["oscar_open_basket"] = f"{basket().pk}:forged"

    assert "Your basket is empty" in stranger.get("/basket/").content.decode()


def test_with_script_the_answer_is_a_dialog_and_the_new_count(boutique, visitor):
    text = visitor.post(
        f"/basket/add/{boutique.mug.pk}/", {"quantity": 2, "way": "delivery"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "They are in your basket" in text
    assert 'id="basket-link"' in text
    assert 'aria-label="Basket, 2 items"' in text


def test_with_script_a_refusal_is_a_toast(boutique, visitor):
    answer = visitor.post(f"/basket/add/{boutique.mug.pk}/", {"quantity": 99}, headers={"HX-Request": "true"})

    assert "10 can be had" in answer["HX-Trigger"]
    assert answer["HX-Reswap"] == "none"


def test_a_handle_is_made_once_and_knows_neither_price_nor_quantity(boutique, visitor):
    put_in(visitor, boutique.mug)
    put_in(Client(), boutique.mug)

    [handle] = StockRecord.objects.all()
    assert handle.product == boutique.mug
    assert not any(hasattr(handle, name) and getattr(handle, name) for name in ("price", "num_in_stock"))
