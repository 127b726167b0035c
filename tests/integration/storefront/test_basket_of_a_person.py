"""One basket a person: a guest's things come along when they sign in, once and without doubling."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.storefront.basket.models import Basket
from apps.storefront.baskets.ownership import merge_into_own
from tests.factories.boutique import PASSWORD, basket, contents, person, put_in, signed_in


def sign_in(browser, user):
    return browser.post("/account/sign-in/", {"username": user.email, "password": PASSWORD}, follow=True)


def test_a_guests_things_come_along(boutique, visitor):
    elisa = person()
    put_in(visitor, boutique.mug, 2)
    page = sign_in(visitor, elisa)

    assert contents() == [("Half-dip mug", 2, "delivered")]
    assert basket().owner == elisa
    assert "1 thing from before you signed in" in page.content.decode()


def test_the_same_thing_on_the_phone_and_on_the_web_is_the_same_thing(boutique, visitor):
    elisa = person()
    put_in(signed_in(elisa), boutique.mug, 3)
    put_in(visitor, boutique.mug, 2)
    put_in(visitor, boutique.green)

    sign_in(visitor, elisa)
    visitor.get("/basket/")

    assert contents() == [("Half-dip mug", 3, "delivered"), ("Ortiga vase", 1, "delivered")]


def test_a_person_sees_one_basket_on_every_device(boutique):
    elisa = person()
    put_in(signed_in(elisa), boutique.mug)

    assert "Half-dip mug" in signed_in(elisa).get("/basket/").content.decode()


def test_merging_twice_changes_nothing(boutique, visitor):
    elisa = person()
    put_in(visitor, boutique.mug, 2)
    guest = basket()

    merge_into_own(guest=guest, owner=elisa)
    _own, came = merge_into_own(guest=guest, owner=elisa)

    assert came == 0
    assert contents() == [("Half-dip mug", 2, "delivered")]


def test_a_persons_basket_isnt_merged_into_anothers(boutique):
    elisa, bruno = person(), person("bruno@example.com")
    put_in(signed_in(elisa), boutique.mug)
    elisas = basket()

    merge_into_own(guest=elisas, owner=bruno)

    elisas.refresh_from_db()
    assert (elisas.owner, elisas.status) == (elisa, Basket.OPEN)


def test_nobody_has_two_open_baskets(boutique):
    elisa = person()
    Basket.objects.create(owner=elisa)

    with pytest.raises(IntegrityError), transaction.atomic():
        Basket.objects.create(owner=elisa)


def test_after_signing_out_the_basket_stays_with_the_person(boutique):
    browser = signed_in(person())
    put_in(browser, boutique.mug)
    browser.post("/account/sign-out/")

    assert "Your basket is empty" in browser.get("/basket/").content.decode()
    assert contents() == [("Half-dip mug", 1, "delivered")]


def test_two_guests_have_two_baskets(boutique):
    one, other = Client(), Client()
    put_in(one, boutique.mug)
    put_in(other, boutique.green)

    assert (
        "Ortiga" not in one.get("/basket/").content.decode().partition('id="basket"')[2].partition("</ul>")[0]
    )
    assert Basket.open.count() == 2
