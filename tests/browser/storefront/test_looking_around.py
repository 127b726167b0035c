"""A shopper looks around: filters at once, finds while typing, chooses a shop, on a phone too."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.boutique import Boutique

pytestmark = pytest.mark.browser


def test_a_filter_narrows_at_once_and_the_address_says_so(
    page: Page, live_server, boutique: Boutique, faults
):
    page.goto(f"{live_server.url}/all/")
    expect(page.get_by_role("status").get_by_text("2 products")).to_be_visible()
    page.get_by_label("Green, 1").check()

    expect(page.get_by_role("status").get_by_text("1 product")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/all/?colour=Green")
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/all/")


def test_sorting_keeps_the_filter(page: Page, live_server, boutique: Boutique, faults):
    page.goto(f"{live_server.url}/all/?price-from=5")
    page.get_by_label("Sort by").select_option("price-up")

    expect(page).to_have_url(f"{live_server.url}/all/?price-from=5&sort=price-up")
    expect(page.locator(".product-card__name").first).to_have_text("Half-dip mug")


def test_something_is_offered_while_one_types_and_the_keyboard_reaches_it(
    page: Page, live_server, boutique: Boutique, faults
):
    page.goto(live_server.url)
    page.get_by_label("Search the shop").press_sequentially("orti")
    expect(page.locator("#suggestions")).to_contain_text("Ortiga vase")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Ortiga vase", level=1)).to_be_visible()


def test_a_shop_is_chosen_from_the_product_page_and_remembered(
    page: Page, live_server, boutique: Boutique, faults
):
    boutique.receive(boutique.mug, 2, boutique.como)
    boutique.show(boutique.mug)
    page.goto(f"{live_server.url}/p/{boutique.mug.slug}_{boutique.mug.pk}/")
    page.get_by_role("link", name="Choose a shop").click()
    dialog = page.get_by_role("dialog", name="Choose your shop")
    expect(dialog.get_by_text("2 here")).to_be_visible()
    dialog.get_by_role("button", name="Choose Como").click()

    expect(page.get_by_text("2 on the shelf.")).to_be_visible()
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="New on the shelf in Como")).to_be_visible()


def test_the_language_is_changed_and_kept(page: Page, live_server, boutique: Boutique, faults):
    page.goto(live_server.url)
    page.locator("summary").filter(has_text="English").click()
    page.get_by_role("button", name="Italiano").click()

    expect(page.locator("html")).to_have_attribute("lang", "it")
    page.goto(f"{live_server.url}/all/")
    expect(page.locator("html")).to_have_attribute("lang", "it")


PAGES = [
    "/",
    "/all/",
    "/search/?q=vase",
    "/shops/",
    "/basket/",
    "/account/sign-in/",
    "/account/new/",
    "/orders/find/",
]


@pytest.mark.parametrize("language", ["en", "it", "pl"])
@pytest.mark.parametrize("width", [390, 820])
def test_no_page_is_wider_than_the_screen(
    page: Page, live_server, boutique: Boutique, faults, width, language
):
    page.set_viewport_size({"width": width, "height": 844})
    page.set_extra_http_headers({"Accept-Language": language})
    for address in [*PAGES, f"/p/{boutique.vase.slug}_{boutique.vase.pk}/"]:
        page.goto(f"{live_server.url}{address}")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_another_language_keeps_the_filter_that_was_set_without_a_new_page(
    page: Page, live_server, boutique: Boutique, faults
):
    page.goto(f"{live_server.url}/all/")
    page.get_by_label("Green, 1").check()
    expect(page).to_have_url(f"{live_server.url}/all/?colour=Green")
    page.locator("summary").filter(has_text="English").click()
    page.get_by_role("button", name="Italiano").click()

    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page).to_have_url(f"{live_server.url}/all/?colour=Green")
