"""A shopper in haste, and one without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from apps.orders.models import Order
from tests.browser.storefront import journey
from tests.factories.boutique import Boutique, contents

pytestmark = pytest.mark.browser


def product_page(live_server, thing) -> str:
    return f"{live_server.url}/p/{thing.slug}_{thing.pk}/"


def focused(page: Page) -> str:
    """Return the id of what has the focus."""
    return page.evaluate("document.activeElement.id")


def press(page: Page, name: str) -> None:
    """Go on by Tab until the button or link of this name has the focus, then press Enter."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if (
            page.evaluate(
                "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
            )
            == name
        ):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab doesn't lead to {name}.")


def test_a_double_click_puts_one_in(page: Page, live_server, boutique: Boutique, faults):
    page.goto(product_page(live_server, boutique.mug))
    page.locator("#buy").get_by_role("button", name="Add to basket").dblclick()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.goto(f"{live_server.url}/basket/")

    expect(page.get_by_label("Quantity, Half-dip mug")).to_have_value("1")


def test_two_quick_presses_add_two(page: Page, live_server, boutique: Boutique):
    journey.put_in(page, product_page(live_server, boutique.mug))
    page.goto(f"{live_server.url}/basket/")
    page.locator("#basket").get_by_role("button", name="One more").dblclick()

    expect(page.get_by_role("link", name="Basket, 3 items")).to_be_visible()
    assert contents() == [("Half-dip mug", 3, "delivered")]


def test_the_focus_stays_where_one_is(page: Page, live_server, boutique: Boutique, faults):
    page.goto(product_page(live_server, boutique.vase))
    page.get_by_label("Blue").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Colour: Blue")).to_be_visible()
    expect(page.get_by_label("Blue")).to_be_focused()

    journey.put_in(page, product_page(live_server, boutique.mug))
    page.goto(f"{live_server.url}/basket/")
    more = page.locator("#basket").get_by_role("button", name="One more")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Basket, 2 items")).to_be_visible()
    expect(more).to_be_focused()
    page.get_by_role("button", name="Take out Half-dip mug").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your basket is empty")).to_be_visible()
    expect(page.locator("#basket")).to_be_focused()


def test_it_is_bought_without_a_mouse(page: Page, live_server, boutique: Boutique, faults):
    page.goto(product_page(live_server, boutique.mug))
    press(page, "Add to basket")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Go to the basket")
    expect(page.get_by_role("heading", name="Your basket")).to_be_visible()
    press(page, "Go to checkout")
    page.get_by_label("E-mail address").focus()
    for text in ("elisa@example.com", "Elisa Conti"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    press(page, "Go on")
    page.get_by_label("Street and number").focus()
    page.keyboard.type("Via del Fosso 41")
    for text in ("", "", "55100", "Lucca"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    press(page, "Go on to payment")
    expect(page.get_by_role("heading", name="How would you like to pay?")).to_be_visible()
    press(page, "Order for €17.10")
    page.wait_for_url("**/sandbox-bank/pay/**")

    assert Order.objects.get().status == Order.Status.AWAITING_PAYMENT


def test_another_shop_is_chosen_and_one_is_back_where_one_was(
    page: Page, live_server, boutique: Boutique, faults
):
    page.goto(f"{live_server.url}/all/")
    page.get_by_label("Green, 1").check()
    expect(page).to_have_url(f"{live_server.url}/all/?colour=Green")
    page.get_by_role("link", name="Choose my shop").click()
    page.get_by_role("button", name="Choose Como").click()

    expect(page).to_have_url(f"{live_server.url}/all/?colour=Green")
    expect(page.get_by_text("Como is your shop now.")).to_be_visible()


def test_the_nearest_shop_is_found_in_the_dialog_too(browser, live_server, boutique: Boutique):
    boutique.como.latitude, boutique.como.longitude = "45.8081", "9.0852"
    boutique.como.save()
    context = browser.new_context(
        geolocation={"latitude": 45.81, "longitude": 9.08}, permissions=["geolocation"]
    )
    page = context.new_page()
    page.goto(product_page(live_server, boutique.mug))
    page.get_by_role("link", name="Choose a shop").click()
    page.get_by_role("dialog").get_by_role("button", name="Near me").click()

    expect(page.get_by_role("dialog").get_by_text("Nearest first, from where you are")).to_be_visible()
    context.close()


def test_a_browser_that_keeps_its_place_to_itself_leaves_the_postcode(
    page: Page, live_server, boutique: Boutique, faults
):
    page.goto(f"{live_server.url}/shops/")
    page.get_by_role("button", name="Near me").click()

    expect(page.get_by_role("button", name="Your browser doesn't say where you are")).to_be_disabled()
    expect(page.get_by_label("Postcode or place")).to_be_enabled()


CONTRAST = """selector => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const parts = [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return parts[3] < 1 ? null : 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => light(getComputedStyle(element).backgroundColor) ?? ground(element.parentElement);
  const element = document.querySelector(selector);
  const [ring, around] = [light(getComputedStyle(element).outlineColor), ground(element.parentElement)];
  return (Math.max(ring, around) + 0.05) / (Math.min(ring, around) + 0.05);
}"""


@pytest.mark.parametrize(
    "selector",
    [".site-top__links a", ".site-top summary", ".site-nav a", ".hero .btn", ".product-card__like"],
)
def test_the_focus_is_seen_on_every_ground(
    page: Page, live_server, boutique: Boutique, faults, selector: str
):
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    page.locator(selector).first.focus()

    assert page.evaluate(CONTRAST, selector) >= 3
