"""Everybody works at their own locations: on every list, page, export and act, whatever section adds.

The addresses are taken from the URL configuration itself, so a new page can't be forgotten.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from apps.accounts.models import User
from apps.accounts.rights import ACTS_BY_ROLE
from apps.backoffice.urls import urlpatterns
from apps.customers.models import Customer
from apps.customers.services import customer_of
from tests.factories.accounts import UserFactory, staff
from tests.factories.shop import Shop, work_of

DOORS = {"sign-in", "logout"}
OPEN_TO_ALL_STAFF = {"home", "choose-location", "live", "palette", "view-save", "view-delete"}
EVERY_VIEW = [pattern for pattern in urlpatterns if pattern.name not in DOORS]


def name(pattern: URLPattern) -> str:
    return str(pattern.name)


@pytest.mark.parametrize("pattern", EVERY_VIEW, ids=name)
def test_every_view_is_locked_by_an_act(pattern: URLPattern) -> None:
    act = pattern.callback.act  # type: ignore[union-attr]

    known = {each for acts in ACTS_BY_ROLE.values() for each in acts}
    assert act in known or (act == "" and pattern.name in OPEN_TO_ALL_STAFF)


@pytest.mark.parametrize("pattern", EVERY_VIEW, ids=name)
def test_nobody_gets_in_without_signing_in(client: Client, pattern: URLPattern, db: None) -> None:
    shopper = UserFactory()
    url = address(pattern)

    for _visitor in ("anonymous", "shopper"):
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("backoffice:sign-in"))
        client.force_login(shopper, backend="django.contrib.auth.backends.ModelBackend")


def roles_without(pattern: URLPattern) -> list[str]:
    """Return the roles that may not do the view's act; none where every role may."""
    act = pattern.callback.act  # type: ignore[union-attr]
    return [role for role, acts in ACTS_BY_ROLE.items() if act and act not in acts]


@pytest.mark.parametrize("pattern", filter(roles_without, EVERY_VIEW), ids=name)
def test_who_may_not_do_the_act_is_refused(
    pattern: URLPattern, sign_in: Callable[[User], Client], db: None
) -> None:
    client = sign_in(staff(roles_without(pattern)[0]))

    assert client.get(address(pattern)).status_code == 403
    assert client.post(address(pattern)).status_code == 403


def address(pattern: URLPattern) -> str:
    """Return an address of the pattern; nothing needs to be there."""
    samples: dict[str, Any] = {
        "key": 1,
        "location": 1,
        "line": 1,
        "copy": 1,
        "letter": 1,
        "code": "none",
        "number": "none",
        "section": "stock",
        "sale_id": "01a20055-8116-76bb-ad5e-1282f43b47da",
    }
    wanted = pattern.pattern.converters
    return reverse(f"backoffice:{pattern.name}", kwargs={each: samples[each] for each in wanted})


LISTS = ["orders", "fulfilment", "stock", "exceptions", "tills", "transfers", "today"]


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Orders, exceptions and tills in Lucca and in Como, told apart by name."""
    for place, customer in ((shop.lucca, "Dora Lucchese"), (shop.como, "Carla Comasca")):
        shop.collect(at=place, contact_name=customer)
        shop.sell(at=place, quantity=12)
        shop.till(place, name=f"Till of {customer}")
    return shop


@pytest.mark.parametrize("section", LISTS)
def test_lists_and_exports_show_ones_own_locations_only(busy: Shop, charlie: Client, section: str) -> None:
    url = reverse(f"backoffice:{section}")

    for answer in (charlie.get(url), charlie.get(url, {"export": "csv"})):
        words = answer.getvalue().decode()
        assert "Lucchese" not in words
        assert "Lucca" not in words


def test_the_owner_sees_both_and_may_look_at_one(busy: Shop, alice: Client) -> None:
    both = alice.get(reverse("backoffice:orders")).content.decode()
    assert "Lucchese" in both
    assert "Comasca" in both

    alice.post(reverse("backoffice:choose-location"), {"location": str(busy.como.pk)})

    one = alice.get(reverse("backoffice:orders")).content.decode()
    assert "Lucchese" not in one
    assert "Comasca" in one


@pytest.mark.parametrize("wanted", ["", "0", "x", "99999999999999999999"])
def test_a_place_that_is_not_ones_own_means_all_of_ones_own(busy: Shop, charlie: Client, wanted: str) -> None:
    for place in (wanted, str(busy.lucca.pk)):
        charlie.post(reverse("backoffice:choose-location"), {"location": place})

    assert "Lucchese" not in charlie.get(reverse("backoffice:orders")).content.decode()


def test_pages_of_others_are_not_found(busy: Shop, charlie: Client) -> None:
    order = busy.collect(busy.vase, at=busy.lucca)
    work = work_of(order)

    assert charlie.get(reverse("backoffice:order", args=[order.number])).status_code == 404
    for act in ("order-by-key", "cancel", "take-back"):
        assert charlie.get(reverse(f"backoffice:{act}", args=[order.pk])).status_code == 404
    for act in ("fulfilment-page", "hand-over", "ship"):
        assert charlie.get(reverse(f"backoffice:{act}", args=[work.code])).status_code == 404
    for act in ("pick-start", "pick-scan", "pick-ready"):
        assert charlie.post(reverse(f"backoffice:{act}", args=[work.code])).status_code == 404
    work.refresh_from_db()
    assert work.state == "to-pick"


def test_the_palette_finds_nothing_of_others(busy: Shop, charlie: Client) -> None:
    order = busy.collect(busy.vase, at=busy.lucca, contact_name="Dora Lucchese")

    for words in (order.number, "Lucchese", work_of(order).code):
        answer = charlie.get(reverse("backoffice:palette"), {"q": words, "scanned": "1"})
        assert answer.status_code == 200
        assert "Dora" not in answer.content.decode()


def customer(first_name: str, last_name: str) -> Customer:
    with transaction.atomic():
        return customer_of(user=UserFactory(first_name=first_name, last_name=last_name))


def test_customers_are_those_who_ordered_at_ones_own_locations(
    busy: Shop, charlie: Client, alice: Client
) -> None:
    dora, carla = customer("Dora", "Lucchese"), customer("Carla", "Comasca")
    busy.collect(busy.vase, at=busy.lucca, customer_user_id=dora.pk)
    busy.collect(busy.vase, at=busy.como, customer_user_id=carla.pk)

    for browser, name, is_found in (
        (charlie, "Lucch", False),
        (charlie, "Comasc", True),
        (alice, "Lucch", True),
    ):
        found = browser.get(reverse("backoffice:palette"), {"q": name}).content.decode()
        assert ("?customer=" in found) == is_found, name

    page = charlie.get(reverse("backoffice:orders"), {"customer": str(dora.pk)}).content.decode()
    assert "Lucchese" not in page


def test_the_orders_of_one_customer_are_called_by_name(busy: Shop, alice: Client) -> None:
    dora = customer("Dora", "Lucchese")
    busy.collect(busy.vase, at=busy.lucca, customer_user_id=dora.pk)

    page = alice.get(reverse("backoffice:orders"), {"customer": str(dora.pk)}).content.decode()

    assert "Customer: Dora Lucchese" in page


def test_forms_are_protected_against_forgery(shop: Shop) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(shop.alice, backend="django.contrib.auth.backends.ModelBackend")

    for pattern in EVERY_VIEW:
        if "POST" in pattern.callback.methods:  # type: ignore[union-attr]
            assert client.post(address(pattern)).status_code == 403, pattern.name


def test_the_menu_shows_what_one_may_open(alice: Client, bob: Client) -> None:
    sections = [*LISTS, "imports"]
    for client, hidden in ((alice, []), (bob, ["today", "exceptions", "transfers", "imports", "tills"])):
        page = client.get(reverse("backoffice:orders")).content.decode()
        for section in sections:
            shown = f'class="rail__item" href="{reverse(f"backoffice:{section}")}"' in page
            assert shown == (section not in hidden), section
