"""Where an act leads back to is an address of this site, whatever a form says."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.backoffice.shell.pages import way_back
from apps.storefront.redirects import safe_next

HOME = "/somewhere/"


@pytest.mark.parametrize("back", [way_back, safe_next])
@pytest.mark.parametrize(
    "wanted", ["-1", "NaN", "orders", "//evil.example/", "https://evil.example/", "\0", ""]
)
def test_what_is_no_address_of_ours_is_not_gone_to(
    back: Callable[[HttpRequest, str], str], wanted: str
) -> None:
    assert back(RequestFactory().post("/", {"next": wanted}), HOME) == HOME


@pytest.mark.parametrize("back", [way_back, safe_next])
def test_an_address_of_ours_is(back: Callable[[HttpRequest, str], str]) -> None:
    assert back(RequestFactory().get("/", {"next": "/a/?b=c"}), HOME) == "/a/?b=c"


def test_an_act_with_nonsense_for_a_way_back_is_done_all_the_same(alice: Client) -> None:
    answer = alice.post(reverse("backoffice:choose-location"), {"location": "", "next": "-1"})

    assert (answer.status_code, answer["Location"]) == (302, reverse("backoffice:home"))
