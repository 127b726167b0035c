"""Correcting stock by hand, with a reason, once."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.channels.models import Location
from tests.factories.shop import Shop
from tests.factories.stock import figures


def send(client: Client, shop: Shop, place: Location, **typed: str) -> int:
    values = {"mark": "one", "way": "by", "quantity": "-1", "choice": "Broken", "seen": "10"} | typed
    return client.post(reverse("backoffice:adjust", args=[shop.mug.pk, place.pk]), values).status_code


def test_by_some_units(shop: Shop, charlie: Client) -> None:
    assert send(charlie, shop, shop.como) == 302
    assert figures(shop.mug, shop.como) == (9, 0, 0)


def test_to_what_was_counted(shop: Shop, charlie: Client) -> None:
    assert send(charlie, shop, shop.como, way="to", quantity="4", choice="Counted") == 302
    assert figures(shop.mug, shop.como) == (4, 0, 0)


def test_a_second_click_corrects_once(shop: Shop, charlie: Client) -> None:
    send(charlie, shop, shop.como)
    send(charlie, shop, shop.como)

    assert figures(shop.mug, shop.como) == (9, 0, 0)


@pytest.mark.parametrize(
    "typed",
    [
        {"quantity": ""},
        {"quantity": "0"},
        {"quantity": "a few"},
        {"quantity": "99999999999"},
        {"quantity": "-11"},
        {"choice": "", "note": ""},
        {"choice": "other", "note": " "},
        {"choice": "Because"},
        {"way": "sideways"},
        {"seen": ""},
    ],
)
def test_what_makes_no_sense_changes_nothing(shop: Shop, charlie: Client, typed: dict[str, str]) -> None:
    assert send(charlie, shop, shop.como, **typed) == 422
    assert figures(shop.mug, shop.como) == (10, 0, 0)


def test_not_at_other_locations_and_not_by_cashiers(shop: Shop, charlie: Client, bob: Client) -> None:
    assert send(charlie, shop, shop.lucca) == 404
    assert send(bob, shop, shop.como) == 403
    assert figures(shop.mug, shop.lucca) == figures(shop.mug, shop.como) == (10, 0, 0)


def test_why_a_level_is_what_it_is(shop: Shop, bob: Client) -> None:
    order = shop.collect(at=shop.como)

    page = bob.get(reverse("backoffice:explain", args=[shop.mug.pk, shop.como.pk])).content.decode()

    assert order.number in page
    assert "Why 9 in Como?" in page
    assert bob.get(reverse("backoffice:explain", args=[shop.mug.pk, shop.lucca.pk])).status_code == 404
