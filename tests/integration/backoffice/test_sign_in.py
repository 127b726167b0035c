"""Staff sign in by their own door; guessing is slowed down."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.shop import Shop

URL = "/backoffice/sign-in/"


def sign_in(client: Client, email: str, password: str = "correct horse", **typed: str) -> int:
    return client.post(URL, {"username": email, "password": password} | typed).status_code


@pytest.fixture
def bob_email(shop: Shop) -> str:
    shop.bob.set_password("correct horse")
    shop.bob.save()
    return str(shop.bob.email)


def test_a_member_of_staff_comes_to_their_first_page(client: Client, bob_email: str) -> None:
    assert sign_in(client, f" {bob_email.upper()} ") == 302

    home = client.get(reverse("backoffice:home"))
    assert home["Location"] == reverse("backoffice:orders")


def test_and_back_to_where_they_wanted_to_go_but_nowhere_else(client: Client, bob_email: str) -> None:
    wanted = reverse("backoffice:stock")
    answer = client.post(URL, {"username": bob_email, "password": "correct horse", "next": wanted})
    assert answer["Location"] == wanted

    answer = client.post(
        URL, {"username": bob_email, "password": "correct horse", "next": "https://evil.example/"}
    )
    assert answer["Location"] == reverse("backoffice:home")


@pytest.mark.parametrize(("email", "password"), [("", ""), ("nobody@example.com", "x"), ("\0", "\0")])
def test_others_are_refused(client: Client, db: None, email: str, password: str) -> None:
    assert sign_in(client, email, password) == 422


def test_shoppers_are_refused_in_the_same_words(client: Client, bob_email: str) -> None:
    shopper = UserFactory()
    shopper.set_password("correct horse")
    shopper.save()

    right = client.post(URL, {"username": shopper.email, "password": "correct horse"})
    wrong = client.post(URL, {"username": bob_email, "password": "wrong"})

    words = "belong to a member of staff"
    assert right.status_code == wrong.status_code == 422
    assert words in right.content.decode()
    assert words in wrong.content.decode()


def test_guessing_is_stopped(client: Client, bob_email: str, settings: object) -> None:
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]
    for _guess in range(6):
        last = sign_in(client, bob_email, "wrong")

    assert last == 429
    assert sign_in(client, bob_email) == 429


def test_demo_sign_ins_show_in_the_demo_only(client: Client, db: None, settings: object) -> None:
    settings.DEMO_SIGN_INS = [  # type: ignore[attr-defined]
        {"name": "Marta", "role": "Manager", "email": "marta@lumaca.example", "password": "lumaca-demo"}
    ]
    assert "lumaca-demo" not in client.get(URL).content.decode()

    settings.DEMO = True  # type: ignore[attr-defined]
    assert "lumaca-demo" in client.get(URL).content.decode()


def test_signing_out(client: Client, bob_email: str) -> None:
    sign_in(client, bob_email)

    assert client.get(reverse("backoffice:logout")).status_code == 405
    client.post(reverse("backoffice:logout"))

    assert client.get(reverse("backoffice:orders")).status_code == 302
