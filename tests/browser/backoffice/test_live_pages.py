"""A page moves by itself when something happens elsewhere, and scans go where they are wanted."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from apps.accounts.models import User
from apps.core import outbox
from tests.factories.shop import Shop, work_of

pytestmark = pytest.mark.browser
AtWork = Callable[[User], Page]


def test_a_sale_appears_on_the_first_screen(
    shop: Shop, at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        outbox, "_deliver", lambda event, tasks: True
    )  # the worker stands in for by this test
    page = at_work(shop.alice)
    expect(page.locator("#live")).to_have_text("Live")

    order = shop.sell(at=shop.lucca)
    outbox.relay()

    expect(page.locator("#numbers").get_by_text(order.number)).to_be_visible(timeout=20_000)


COUNT = """document.addEventListener("htmx:trigger", ({target}) => {
    const heard = target.getAttribute("hx-target") === "#numbers";
    if (heard) document.body.dataset.heard = Number(document.body.dataset.heard ?? 0) + 1; })"""


def test_what_happens_while_the_page_reads_is_not_missed(
    shop: Shop, page: Page, at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "_deliver", lambda event, tasks: True)
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if held or route.request.headers.get("hx-target") != "numbers":
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.add_init_script(COUNT)
    page.route("**/today/", hold_the_first)
    at_work(shop.alice)
    expect(page.locator("#live")).to_have_text("Live")
    shop.sell(at=shop.lucca)
    outbox.relay()
    body = page.locator("body")
    expect(body).to_have_attribute("data-heard", re.compile("."), timeout=20_000)
    while not held:
        page.wait_for_timeout(20)

    heard = body.get_attribute("data-heard") or ""
    late = shop.sell(at=shop.como)
    outbox.relay()
    expect(body).not_to_have_attribute("data-heard", heard, timeout=20_000)
    route, answer = held[0]
    route.fulfill(response=answer)

    expect(page.locator("#numbers").get_by_text(late.number)).to_be_visible(timeout=20_000)


def test_new_work_appears_on_the_list(shop: Shop, at_work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_deliver", lambda event, tasks: True)
    page = at_work(shop.bob)
    page.get_by_role("link", name="Picking").click()
    expect(page.locator("#live")).to_have_text("Live")
    expect(page.get_by_text("Nothing to pick")).to_be_visible()

    order = shop.collect(at=shop.como)
    outbox.relay()

    expect(page.get_by_text(order.number)).to_be_visible(timeout=20_000)


def scan(page: Page, code: str) -> None:
    """Type as a scanner does, without a focused field."""
    page.evaluate(
        """code => [...code, "Enter"].forEach(key =>
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))""",
        code,
    )


def test_a_scan_picks_and_elsewhere_leads_to_the_product(shop: Shop, at_work: AtWork) -> None:
    work = work_of(shop.collect(at=shop.como))
    page = at_work(shop.bob)
    page.goto(page.url.split("/backoffice/")[0] + f"/backoffice/work/{work.code}/")

    scan(page, "MUG-BLUE")
    expect(page.get_by_text("Half-dip mug: 1 of 1")).to_be_visible()

    page.get_by_role("link", name="Orders", exact=True).first.click()
    expect(page.get_by_role("heading", name="Orders")).to_be_visible()
    scan(page, "MUG-BLUE")
    expect(page.get_by_role("heading", name="Half-dip mug")).to_be_visible()
