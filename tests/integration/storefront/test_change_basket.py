"""Changing what is in the basket, also from two windows, and never somebody else's."""

import pytest
from django.test import Client

from tests.factories.boutique import basket, contents, product, put_in


def lines():
    return list(basket().lines.order_by("pk"))


def change(client, line, quantity, at=None, **more):
    way = at.pk if at else "delivery"
    return client.post(f"/basket/lines/{line.pk}/", {"quantity": quantity, "way": way}, follow=True, **more)


def test_a_quantity_is_set(boutique, visitor):
    put_in(visitor, boutique.mug, 2)
    change(visitor, lines()[0], 5)

    assert contents() == [("Half-dip mug", 5, "delivered")]


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9", "abc", "", "1000"])
def test_a_quantity_that_isnt_one_changes_nothing(boutique, visitor, quantity):
    put_in(visitor, boutique.mug, 2)
    page = change(visitor, lines()[0], quantity)

    assert "whole number from 1 to 999" in page.content.decode()
    assert contents() == [("Half-dip mug", 2, "delivered")]


def test_more_than_there_is_changes_nothing(boutique, visitor):
    put_in(visitor, boutique.mug, 2)
    page = change(visitor, lines()[0], 11)

    assert "10 can be had this way" in page.content.decode()
    assert contents() == [("Half-dip mug", 2, "delivered")]


def test_less_is_always_allowed_even_where_there_is_less_still(boutique, visitor):
    put_in(visitor, boutique.mug, 8)
    from tests.factories.stock import sell

    sell(boutique.mug, boutique.altopascio, 9)
    change(visitor, lines()[0], 4)

    assert contents() == [("Half-dip mug", 4, "delivered")]
    assert "Only 1 left" in visitor.get("/basket/").content.decode()


def test_a_line_goes_another_way(boutique, visitor):
    boutique.receive(boutique.mug, 4, boutique.como)
    put_in(visitor, boutique.mug, 2)
    change(visitor, lines()[0], 2, at=boutique.como)

    assert contents() == [("Half-dip mug", 2, "Como")]


def test_two_lines_that_come_to_go_the_same_way_become_one(boutique, visitor):
    boutique.receive(boutique.mug, 4, boutique.como)
    put_in(visitor, boutique.mug, 2)
    put_in(visitor, boutique.mug, 1, at=boutique.como)
    change(visitor, lines()[1], 1)

    assert contents() == [("Half-dip mug", 3, "delivered")]


def test_a_way_in_which_it_cant_be_had_changes_nothing(boutique, visitor):
    put_in(visitor, boutique.mug)
    page = change(visitor, lines()[0], 1, at=boutique.como)

    assert "this way at the moment" in page.content.decode()
    assert contents() == [("Half-dip mug", 1, "delivered")]


def test_a_line_is_taken_out(boutique, visitor):
    put_in(visitor, boutique.mug)
    put_in(visitor, boutique.green)
    visitor.post(f"/basket/lines/{lines()[0].pk}/remove/")

    assert [title for title, _quantity, _way in contents()] == ["Ortiga vase"]


def test_what_another_window_took_out_is_said_to_be_gone(boutique, visitor):
    put_in(visitor, boutique.mug)
    [line] = lines()
    visitor.post(f"/basket/lines/{line.pk}/remove/")

    assert "no longer in your basket" in change(visitor, line, 2).content.decode()
    assert visitor.post(f"/basket/lines/{line.pk}/remove/").status_code == 302


def test_a_strangers_line_is_out_of_reach(boutique, visitor):
    put_in(visitor, boutique.mug, 2)
    [line] = lines()
    stranger = Client()
    put_in(stranger, boutique.green)

    assert "no longer in your basket" in change(stranger, line, 9).content.decode()
    stranger.post(f"/basket/lines/{line.pk}/remove/")
    line.refresh_from_db()
    assert line.quantity == 2


def test_with_script_the_basket_comes_back_changed_with_its_count(boutique, visitor):
    put_in(visitor, boutique.mug, 2)
    text = visitor.post(
        f"/basket/lines/{lines()[0].pk}/", {"quantity": 3, "way": "delivery"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert 'id="basket"' in text
    assert "<html" not in text
    assert 'aria-label="Basket, 3 items"' in text


def test_without_a_basket_there_is_nothing_to_change(boutique, visitor):
    page = visitor.post("/basket/lines/1/", {"quantity": 1, "way": "delivery"}, follow=True)

    assert "no longer in your basket" in page.content.decode()
    assert visitor.post("/basket/lines/1/remove/").status_code == 302


def test_a_basket_shows_what_it_comes_to(boutique, visitor):
    put_in(visitor, boutique.mug, 2)

    review = visitor.get("/basket/").context["review"]

    assert str(review.quote.total_gross) == "29.30"  # two at 12.20 and the courier at 4.90
    assert [str(charge.gross) for charge in review.quote.charges] == ["4.90"]


def test_delivery_is_free_from_what_the_courier_says(boutique, visitor):
    put_in(visitor, boutique.green)
    put_in(visitor, boutique.mug)

    assert str(visitor.get("/basket/").context["review"].quote.total_gross) == "56.20"


def test_what_is_collected_needs_no_courier(boutique, visitor):
    boutique.receive(boutique.mug, 4, boutique.como)
    put_in(visitor, boutique.mug, at=boutique.como)

    assert str(visitor.get("/basket/").context["review"].quote.total_gross) == "12.20"


def test_what_is_no_longer_for_sale_is_marked_and_keeps_one_from_the_checkout(boutique, visitor):
    put_in(visitor, boutique.mug)
    put_in(visitor, boutique.green)
    boutique.withdraw(boutique.mug)

    page = visitor.get("/basket/")

    assert "Not for sale any more" in page.content.decode()
    assert str(page.context["review"].quote.goods_gross) == "44.00"
    assert "Go to checkout" not in page.content.decode()


def test_what_has_lost_its_price_is_marked_too(boutique, visitor):
    from apps.pricing.models import Price

    put_in(visitor, boutique.mug)
    put_in(visitor, boutique.green)
    Price.objects.filter(product=boutique.mug).delete()

    [mug, vase] = visitor.get("/basket/").context["review"].items

    assert (mug.gone, vase.gone) == (True, False)


def test_a_basket_of_things_without_a_price_can_still_be_looked_at(boutique, visitor):
    from apps.pricing.models import Price

    put_in(visitor, boutique.mug)
    Price.objects.all().delete()

    assert visitor.get("/basket/").status_code == 200
    assert visitor.get("/checkout/")["Location"].endswith("/checkout/you/")
    assert visitor.get("/checkout/you/")["Location"] == "/basket/"


def test_a_product_deleted_meanwhile_takes_its_line_along(boutique, visitor):
    lamp = boutique.sell(product("Lamp"), stock=3)
    put_in(visitor, lamp)
    boutique.withdraw(lamp)

    assert "Not for sale any more" in visitor.get("/basket/").content.decode()


def test_a_basket_that_cant_be_taxed_says_so(boutique, visitor):
    from apps.pricing.models import TaxRate

    put_in(visitor, boutique.mug)
    TaxRate.objects.all().delete()

    assert "tax rates" in visitor.get("/basket/").content.decode()
    assert visitor.get("/checkout/you/")["Location"] == "/basket/"
