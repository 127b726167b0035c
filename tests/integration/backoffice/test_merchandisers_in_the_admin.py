"""Merchandisers keep products, prices, channels and locations in Django's admin; nobody else gets in by a role."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.accounts.models import User
from tests.factories.accounts import staff
from tests.factories.shop import Shop

PAGES = ["channels/channel", "channels/location", "pricing/pricelist"]


@pytest.mark.parametrize("section", PAGES)
def test_merchandisers_may(shop: Shop, sign_in: Callable[[User], Client], section: str) -> None:
    assert sign_in(staff("merchandiser")).get(f"/admin/{section}/").status_code == 200


@pytest.mark.parametrize("role", ["cashier", "manager", "finance"])
def test_others_may_not(shop: Shop, sign_in: Callable[[User], Client], role: str) -> None:
    client = sign_in(staff(role))

    for page in PAGES:
        assert client.get(f"/admin/{page}/").status_code == 403


def test_people_are_not_theirs(shop: Shop, sign_in: Callable[[User], Client]) -> None:
    assert sign_in(staff("merchandiser")).get("/admin/accounts/user/").status_code == 403


def test_the_front_page_lists_what_they_keep_by_what_it_is_for(
    shop: Shop, sign_in: Callable[[User], Client]
) -> None:
    page = sign_in(staff("merchandiser")).get("/admin/").content.decode()

    order = [page.index(f">{words}<") for words in ("Products", "Prices and taxes", "Channels and places")]
    assert order == sorted(order)


def test_screens_for_what_our_own_apps_decide_are_taken_off(alice: Client) -> None:
    for screen in ["basket/basket", "offer/range", "voucher/voucher", "payment/source", "auth/group"]:
        assert alice.get(f"/admin/{screen}/").status_code == 404


def test_a_new_place_begins_in_the_time_zone_of_the_last_one(
    shop: Shop, sign_in: Callable[[User], Client]
) -> None:
    page = sign_in(staff("merchandiser")).get("/admin/channels/location/add/").content.decode()

    assert '<option value="Europe/Rome" selected>' in page
