"""What shoppers do on the pages, step by step."""

import re

from playwright.sync_api import Page, expect


def put_in(page: Page, address: str) -> None:
    """Open a product's page and press "Add to basket"."""
    page.goto(address)
    page.locator("#buy").get_by_role("button", name="Add to basket").click()
    expect(page.locator("#added[open], #basket")).to_be_visible()


def tell_who(page: Page) -> None:
    page.get_by_label("E-mail address").fill("elisa@example.com")
    page.get_by_label("Name", exact=True).fill("Elisa Conti")
    page.get_by_role("button", name="Go on").click()


def tell_where(page: Page) -> None:
    page.get_by_label("Street and number").fill("Via del Fosso 41")
    page.get_by_label("Postcode").fill("55100")
    page.get_by_label("Town").fill("Lucca")
    page.get_by_role("button", name="Go on to payment").click()


def order(page: Page, total: str) -> None:
    """Press the button that says what it costs."""
    page.get_by_role("button", name=f"Order for {total}").click()
    page.wait_for_url(re.compile("/sandbox-bank/pay/"))


def pay(page: Page, ending: str) -> None:
    """Use one of the bank's test cards."""
    page.get_by_role("button", name=f"Pay with the card ending in {ending}").click()


def thanked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Thank you, Elisa Conti")).to_be_visible()
