"""An account: made, claimed, signed into, changed; nobody else's is in reach."""

import re

import pytest
from django.core import mail
from django.test import Client

from apps.accounts.models import User
from tests.factories.boutique import PASSWORD, order_by_card, person, signed_in

NEW = {"name": "Bruno Bassi", "email": "Bruno@Example.com", "password": "seven quiet herons"}


def shown(response):
    return response.content.decode().replace("&#x27;", "'")


def words(response, address):
    """Return what the page says to anybody: without the address typed and the form's token."""
    return re.sub(r'"X-CSRFToken": "\w+"|value="\w{64}"', "", shown(response)).replace(address, "")


def link_in(letter):
    return re.search(r"https?://[^/]+(/account/password/set/\S+)", letter.body).group(1)


def test_somebody_new_makes_an_account_and_is_signed_in(boutique, visitor):
    page = visitor.post("/account/new/", NEW, follow=True)

    bruno = User.objects.get(email="bruno@example.com")
    assert (bruno.first_name, bruno.last_name) == ("Bruno", "Bassi")
    assert bruno.customer.code
    assert page.context["user"] == bruno


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "bruno"}, "a whole e-mail address"),
        ({"password": "short"}, "too short"),
        ({"password": "password"}, "too common"),
        ({"password": ""}, "Choose a password."),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(boutique, visitor, wrong, said):
    page = visitor.post("/account/new/", {**NEW, **wrong})

    assert page.status_code == 422
    assert said in shown(page)
    assert not User.objects.exists()


def test_an_address_we_know_isnt_given_away_to_whoever_types_it(boutique, visitor):
    order_by_card(Client(), boutique.mug)  # as a guest, so the address has orders and no password
    guest = User.objects.get()

    page = visitor.post("/account/new/", {**NEW, "email": guest.email}, follow=True)

    guest.refresh_from_db()
    assert "Look at your mail" in shown(page)
    assert "_auth_user_id" not in visitor.session
    assert not guest.has_usable_password()
    assert [letter.to for letter in mail.outbox] == [[guest.email]]


def test_a_guest_claims_their_orders_by_mail(boutique, visitor):
    order = order_by_card(Client(), boutique.mug)
    visitor.post("/account/password/forgotten/", {"email": order.email})
    form = visitor.get(link_in(mail.outbox[0]), follow=True)
    new = {"new_password1": "seven quiet herons", "new_password2": "seven quiet herons"}
    page = visitor.post(form.redirect_chain[-1][0], new, follow=True)

    assert page.context["user"].email == order.email
    assert order.number in shown(visitor.get("/account/orders/"))


def test_the_link_works_once(boutique, visitor):
    person()
    visitor.post("/account/password/forgotten/", {"email": "elisa@example.com"})
    link = link_in(mail.outbox[0])
    form = visitor.get(link, follow=True)
    new = {"new_password1": "seven quiet herons", "new_password2": "seven quiet herons"}
    visitor.post(form.redirect_chain[-1][0], new)

    assert "doesn't work any more" in shown(Client().get(link, follow=True))


def test_an_unknown_address_gets_the_same_answer_and_no_letter(boutique, visitor):
    person()
    known = visitor.post("/account/password/forgotten/", {"email": "elisa@example.com"})
    unknown = visitor.post("/account/password/forgotten/", {"email": "nobody@example.com"})

    assert words(known, "elisa@example.com") == words(unknown, "nobody@example.com")
    assert len(mail.outbox) == 1


def test_links_cant_be_asked_for_without_end(boutique, visitor):
    person()
    for _time in range(12):
        page = visitor.post("/account/password/forgotten/", {"email": "elisa@example.com"})

    assert "Too many tries" in shown(page)
    assert len(mail.outbox) == 10


def test_signing_in_forgives_capitals_and_spaces(boutique, visitor):
    person()
    page = visitor.post(
        "/account/sign-in/", {"username": " Elisa@Example.COM ", "password": PASSWORD}, follow=True
    )

    assert page.context["user"].email == "elisa@example.com"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(boutique, visitor):
    person()
    wrong = visitor.post("/account/sign-in/", {"username": "elisa@example.com", "password": "wrong"})
    unknown = visitor.post("/account/sign-in/", {"username": "nobody@example.com", "password": "wrong"})

    assert "don't belong together" in shown(wrong)
    assert "don't belong together" in shown(unknown)


def test_five_wrong_passwords_lock_for_a_while(boutique, visitor, settings):
    settings.AXES_ENABLED = True
    person()
    for _time in range(5):
        page = visitor.post("/account/sign-in/", {"username": "elisa@example.com", "password": "wrong"})
    assert page.status_code == 429
    assert "Too many tries" in shown(page)

    right = visitor.post("/account/sign-in/", {"username": "elisa@example.com", "password": PASSWORD})
    assert right.status_code == 429


def test_one_is_sent_back_to_where_one_wanted_to_go_but_never_elsewhere(boutique, visitor):
    person()
    credentials = {"username": "elisa@example.com", "password": PASSWORD}

    assert (
        visitor.post("/account/sign-in/", {**credentials, "next": "/checkout/"})["Location"] == "/checkout/"
    )
    away = Client().post("/account/sign-in/", {**credentials, "next": "https://evil.example/"})
    assert away["Location"] == "/account/"


def test_the_account_is_closed_to_visitors(boutique, visitor):
    for page in ("", "orders/", "addresses/", "lists/", "profile/", "password/", "addresses/new/"):
        assert visitor.get(f"/account/{page}")["Location"] == f"/account/sign-in/?next=/account/{page}"


def test_signing_out_is_not_done_by_a_link(boutique):
    browser = signed_in(person())

    assert browser.get("/account/sign-out/").status_code == 405
    browser.post("/account/sign-out/")
    assert browser.get("/account/").status_code == 302


def test_after_signing_out_the_back_button_shows_nothing_of_ones_own(boutique):
    browser = signed_in(person())

    for page in ("", "orders/", "addresses/", "lists/", "profile/"):
        assert "no-store" in browser.get(f"/account/{page}")["Cache-Control"]


def test_a_profile_is_changed(boutique):
    elisa = person()
    page = signed_in(elisa).post(
        "/account/profile/",
        {"first_name": "Lisa", "last_name": "Conti", "phone": "0583 123456", "language": "it"},
        follow=True,
    )

    elisa.refresh_from_db()
    assert (elisa.first_name, elisa.phone, elisa.language) == ("Lisa", "+390583123456", "it")
    assert page.status_code == 200


def test_a_phone_number_belongs_to_one_person(boutique):
    person("bruno@example.com", phone="+390583123456")
    elisa = person()
    page = signed_in(elisa).post("/account/profile/", {"first_name": "Elisa", "phone": "0583123456"})

    elisa.refresh_from_db()
    assert page.status_code == 422
    assert elisa.phone is None


def test_nobody_makes_themselves_staff(boutique):
    elisa = person()
    signed_in(elisa).post("/account/profile/", {"first_name": "E", "is_staff": "on", "is_superuser": "on"})

    elisa.refresh_from_db()
    assert (elisa.is_staff, elisa.is_superuser) == (False, False)


def test_a_password_is_changed_by_whoever_knows_the_present_one(boutique):
    elisa = person()
    browser = signed_in(elisa)
    new = {"new_password1": "seven quiet herons", "new_password2": "seven quiet herons"}

    assert browser.post("/account/password/", {"old_password": "wrong", **new}).status_code == 422
    browser.post("/account/password/", {"old_password": PASSWORD, **new})

    elisa.refresh_from_db()
    assert elisa.check_password("seven quiet herons")
    assert browser.get("/account/").status_code == 200


def test_the_sign_ins_of_the_demonstration_are_shown_there_only(boutique, visitor, settings):
    settings.DEMO_SIGN_INS = [{"role": "Owner", "email": "olga@example.com", "password": "shown"}]

    assert "olga@example.com" not in shown(visitor.get("/account/sign-in/"))
    settings.DEMO = True
    assert "olga@example.com" in shown(visitor.get("/account/sign-in/"))
