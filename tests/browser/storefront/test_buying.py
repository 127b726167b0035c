"""A shopper buys: with script it is quick, without it works all the same."""

import pytest
from playwright.sync_api import Page, expect

from apps.orders.models import Order
from tests.browser.storefront import journey
from tests.factories.boutique import Boutique

pytestmark = pytest.mark.browser


def test_a_guest_chooses_a_colour_and_has_it_delivered(page: Page, live_server, boutique: Boutique, faults):
    page.goto(f"{live_server.url}/p/{boutique.vase.slug}_{boutique.vase.pk}/")
    page.get_by_label("Blue").click()
    expect(page).to_have_url(
        f"{live_server.url}/p/{boutique.vase.slug}_{boutique.vase.pk}/?variant={boutique.blue.pk}"
    )
    expect(page.get_by_text("Colour: Blue")).to_be_visible()
    page.locator("#buy").get_by_role("button", name="One more").click()
    page.locator("#buy").get_by_role("button", name="Add to basket").click()
    expect(page.get_by_role("dialog", name="They are in your basket")).to_be_visible()
    expect(page.get_by_role("link", name="Basket, 2 items", include_hidden=True)).to_have_count(1)
    page.get_by_role("link", name="Go to the basket").click()
    page.get_by_role("link", name="Go to checkout").first.click()
    journey.tell_who(page)
    journey.tell_where(page)
    journey.order(page, "€88.00")
    journey.pay(page, "4242")
    journey.thanked(page)

    order = Order.objects.get()
    assert (order.status, str(order.total_incl_tax)) == ("confirmed", "88.0000")


def test_everything_works_without_script(plain: Page, live_server, boutique: Boutique):
    journey.put_in(plain, f"{live_server.url}/p/{boutique.mug.slug}_{boutique.mug.pk}/")
    expect(plain.get_by_role("heading", name="Your basket")).to_be_visible()
    plain.get_by_label("Quantity, Half-dip mug").fill("3")
    plain.get_by_role("button", name="Change").click()
    expect(plain.get_by_text("€36.60").first).to_be_visible()
    plain.get_by_role("link", name="Go to checkout").first.click()
    journey.tell_who(plain)
    journey.tell_where(plain)
    journey.order(plain, "€41.50")
    journey.pay(plain, "4242")
    journey.thanked(plain)


def test_a_refused_card_is_tried_again_with_another(page: Page, live_server, boutique: Boutique, faults):
    journey.put_in(page, f"{live_server.url}/p/{boutique.mug.slug}_{boutique.mug.pk}/")
    page.get_by_role("link", name="Go to the basket").click()
    page.get_by_role("link", name="Go to checkout").first.click()
    journey.tell_who(page)
    journey.tell_where(page)
    journey.order(page, "€17.10")
    journey.pay(page, "0002")
    expect(page.get_by_role("heading", name="The payment was refused")).to_be_visible()
    page.get_by_role("button", name="Pay €17.10").click()
    journey.pay(page, "4242")
    journey.thanked(page)


def test_one_item_is_delivered_and_another_collected(page: Page, live_server, boutique: Boutique, faults):
    boutique.receive(boutique.mug, 2, boutique.como)
    journey.put_in(page, f"{live_server.url}/p/{boutique.vase.slug}_{boutique.vase.pk}/")
    journey.put_in(page, f"{live_server.url}/p/{boutique.mug.slug}_{boutique.mug.pk}/")
    page.goto(f"{live_server.url}/basket/")
    page.get_by_label("Way of getting Half-dip mug").select_option(label="Collect in Como")
    expect(
        page.get_by_text("Collect in Como today").or_(page.get_by_text("Collect in Como tomorrow"))
    ).to_be_visible()
    page.get_by_role("link", name="Go to checkout").first.click()
    journey.tell_who(page)
    expect(page.get_by_role("heading", name="1 item, collect in Como")).to_be_visible()
    journey.tell_where(page)
    journey.order(page, "€56.20")
    journey.pay(page, "4242")
    journey.thanked(page)

    lines = Order.objects.get().lines.filter(kind="goods").order_by("position")
    assert [line.method for line in lines] == ["delivery", "pickup"]


def test_another_country_shows_its_price_at_once(page: Page, live_server, boutique: Boutique, faults):
    journey.put_in(page, f"{live_server.url}/p/{boutique.mug.slug}_{boutique.mug.pk}/")
    page.goto(f"{live_server.url}/checkout/")
    journey.tell_who(page)
    page.get_by_label("Country").select_option("FR")

    expect(page.get_by_text("Abroad").first).to_be_visible()
    expect(page.locator("#sum .facts__total").last).to_have_text("€27.10")
