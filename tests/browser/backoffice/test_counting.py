"""Counting with a scanner in the browser: without a focused field, without network for a while, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.core import clock
from apps.stock.models import CountEntry, StockCount
from tests.factories.counts import line_of, opened
from tests.factories.shop import Shop

pytestmark = pytest.mark.browser
AtWork = Callable[[User], Page]
SENT = "Everything is sent"


def scan(page: Page, code: str) -> None:
    """Type as a scanner does, without a focused field."""
    page.evaluate(
        """code => [...code, "Enter"].forEach(key =>
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))""",
        code,
    )


@pytest.fixture
def count(shop: Shop) -> StockCount:
    return opened(shop.como, at=clock.now())


@pytest.fixture
def counting(shop: Shop, at_work: AtWork, count: StockCount) -> Page:
    """Bob's browser on the page of the count in Como."""
    page = at_work(shop.bob)
    with page.expect_response("**/goods/"):
        page.goto(page.url.split("/backoffice/")[0] + f"/backoffice/counts/{count.code}/")
    expect(page.get_by_text(SENT)).to_be_visible()
    return page


def test_every_scan_counts_one_and_is_shown_large(shop: Shop, counting: Page, count: StockCount) -> None:
    for _again in range(2):
        scan(counting, "MUG-BLUE")
        expect(counting.get_by_role("heading", name="Half-dip mug")).to_be_visible()
        expect(counting.get_by_text(SENT)).to_be_visible()

    expect(counting.locator("[data-count-number]")).to_have_text("2")
    expect(counting.locator("[data-count-done]")).to_have_text("1")
    expect(counting.locator("#lines")).to_contain_text("Half-dip mug")
    assert line_of(count, shop.mug).counted == 2
    assert not counting.locator("dialog[open]").count(), "the search doesn't take the scan"


def test_a_quantity_before_the_scan_and_the_last_one_taken_back(
    shop: Shop, counting: Page, count: StockCount
) -> None:
    scan(counting, "VASE-GREEN")
    for key in "12*":
        counting.keyboard.press(key, delay=80)
        counting.wait_for_function("key => document.querySelector('[data-count-times]').textContent", arg=key)
    expect(counting.get_by_text("12 ×")).to_be_visible()
    scan(counting, "MUG-BLUE")
    expect(counting.locator("[data-count-number]")).to_have_text("12")

    counting.keyboard.press("u")
    expect(counting.get_by_text("Undone")).to_be_visible()
    expect(counting.get_by_text(SENT)).to_be_visible()

    assert line_of(count, shop.mug).counted is None
    assert line_of(count, shop.vase).counted == 1


def test_without_network_nothing_is_lost_and_nothing_counted_twice(
    shop: Shop, counting: Page, count: StockCount
) -> None:
    counting.context.set_offline(True)
    for _again in range(3):
        scan(counting, "MUG-BLUE")
    expect(counting.get_by_role("heading", name="Half-dip mug")).to_be_visible()
    expect(counting.get_by_text("No network")).to_be_visible()
    assert not CountEntry.objects.exists()

    counting.context.set_offline(False)

    expect(counting.get_by_text(SENT)).to_be_visible(timeout=20_000)
    assert line_of(count, shop.mug).counted == 3


def test_a_quantity_is_typed_for_a_shelf(shop: Shop, counting: Page, count: StockCount) -> None:
    counting.get_by_label("Shelf", exact=True).fill("3B")
    counting.get_by_label("Barcode or SKU").fill("MUG-BLUE")
    counting.get_by_label("How many lie on this shelf").fill("7")
    counting.get_by_role("button", name="Count it so").click()
    expect(counting.locator("[data-count-number]")).to_have_text("7")
    expect(counting.get_by_text(SENT)).to_be_visible()

    entry = CountEntry.objects.get(line__count=count)
    assert (entry.shelf, entry.quantity, entry.source) == ("3B", 7, "typed")


def test_an_unknown_code_is_said(counting: Page) -> None:
    scan(counting, "NOTHING")

    expect(counting.get_by_text("NOTHING: Nothing is known under this code.")).to_be_visible()


def test_on_a_phone_nothing_sticks_out(counting: Page) -> None:
    counting.set_viewport_size({"width": 390, "height": 844})
    scan(counting, "MUG-BLUE")
    expect(counting.get_by_text(SENT)).to_be_visible()

    assert counting.evaluate("document.documentElement.scrollWidth") <= 390
