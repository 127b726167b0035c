"""Counting a delivery with a scanner: what is too many or wasn't ordered is said at once, and counted all the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.purchasing.models import GoodsReceipt, PurchaseOrder
from tests.factories.purchasing import SupplierFactory, sells, sent
from tests.factories.shop import Shop

pytestmark = pytest.mark.browser
AtWork = Callable[[User], Page]


def scan(page: Page, code: str) -> None:
    page.locator("#count-code").fill(code)
    page.keyboard.press("Enter")


@pytest.fixture
def order(shop: Shop) -> PurchaseOrder:
    conti = SupplierFactory()
    sells(conti, shop.mug, "3.00")
    return sent(conti, shop.lucca, {shop.mug: 2})


@pytest.fixture
def receiving(shop: Shop, at_work: AtWork, order: PurchaseOrder) -> Page:
    """Alice's browser on the page on which the order is received."""
    page = at_work(shop.alice)
    page.goto(page.url.split("/backoffice/")[0] + f"/backoffice/purchases/{order.code}/receive/")
    return page


def test_too_many_unordered_and_unknown_goods_are_told_apart(
    shop: Shop, receiving: Page, order: PurchaseOrder
) -> None:
    said = receiving.locator("[data-last-scan]")
    scan(receiving, "2*MUG-BLUE")
    expect(said).to_contain_text("2 / 2")
    scan(receiving, "MUG-BLUE")
    expect(said).to_contain_text("More than ordered")
    scan(receiving, "VASE-GREEN")
    expect(said).to_contain_text("Not on the order")
    scan(receiving, "NOTHING")
    expect(said).to_contain_text("Nothing is known under this code")
    receiving.get_by_role("button", name="Last one back").click()
    receiving.get_by_role("button", name="Book it").click()
    receiving.wait_for_url("**/receipts/**")

    (line,) = GoodsReceipt.objects.get().lines.all()
    assert (line.product, line.quantity, line.over) == (shop.mug, 3, 1)


def test_more_of_what_has_come_already_is_too_many(shop: Shop, receiving: Page, order: PurchaseOrder) -> None:
    receiving.get_by_role("button", name="Everything came").click()
    receiving.get_by_role("button", name="Book it").click()
    receiving.wait_for_url("**/receipts/**")
    receiving.goto(receiving.url.split("/backoffice/")[0] + f"/backoffice/purchases/{order.code}/receive/")
    scan(receiving, "MUG-BLUE")
    expect(receiving.locator("[data-last-scan]")).to_contain_text("More than ordered")
