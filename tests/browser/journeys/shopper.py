"""What a shopper does with the shop's pages."""

from playwright.sync_api import Page, expect

from apps.catalog.models import Product
from apps.orders.models import Order
from tests.factories.boutique import ADDRESS
from tests.hosted_page import APPROVED


def add_to_basket(page: Page, product: Product, *, collect_in: str = "") -> None:
    """Add one to the basket, to be delivered or collected in that shop."""
    family = product.parent or product
    page.goto(f"{family.get_absolute_url()}?variant={product.pk}")
    if collect_in:
        page.get_by_role("link", name="Choose a shop").click()
        page.get_by_role("button", name=f"Choose {collect_in}").click()
        page.locator("label.way", has_text=collect_in).click()
    page.get_by_role("button", name="Add to basket").first.click()
    expect(page.get_by_role("heading", name="It is in your basket")).to_be_visible()


def go_to_the_bank(page: Page) -> Order:
    """Answer the checkout's questions as Elisa does, as far as the bank's page; return the order."""
    page.goto("/checkout/")
    page.get_by_label("E-mail address").fill("elisa@example.com")
    page.get_by_label("Name", exact=True).fill("Elisa Conti")
    page.get_by_role("button", name="Go on").click()
    if page.get_by_label("Street and number").count():
        page.get_by_label("Street and number").fill(ADDRESS["line1"])
        page.get_by_label("Postcode").fill(ADDRESS["postcode"])
        page.get_by_label("Town").fill(ADDRESS["city"])
    page.get_by_role("button", name="Go on to payment").click()
    page.get_by_role("button", name="Order for").click()
    expect(page.get_by_role("heading", name="Pay by card")).to_be_visible()
    return Order.objects.latest("pk")


def pay_with(page: Page, number: str = APPROVED) -> None:
    """Type the card's number on the bank's page and press "Pay"."""
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Expires").fill("12/40")
    page.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Pay ", exact=False).first.click()
