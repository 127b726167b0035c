"""A list that is searched without reading the page again: what else the page offers is about what is shown."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from apps.accounts.models import User
from tests.factories.shop import Shop

pytestmark = pytest.mark.browser
AtWork = Callable[[User], Page]


def test_files_and_saved_views_are_of_what_was_searched_and_sorting_stays(
    shop: Shop, at_work: AtWork
) -> None:
    found = shop.collect(at=shop.como, contact_name="Elisa Conti")
    other = shop.collect(at=shop.como, contact_name="Franco Bruni")
    page = at_work(shop.alice)
    page.get_by_role("link", name="Orders", exact=True).first.click()
    page.get_by_role("link", name="Total").click()
    expect(page).to_have_url(re.compile("sort=total"))

    page.get_by_role("searchbox").fill("Conti")

    expect(page.get_by_text(other.number)).to_have_count(0)
    expect(page.get_by_text(found.number).first).to_be_visible()
    expect(page).to_have_url(re.compile("q=Conti.*sort=total"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    text = download.value.path().read_text()
    assert found.number in text
    assert other.number not in text
    assert "q=Conti" in page.locator("input[data-list-query]").input_value()


def test_a_search_is_not_undone_by_news_of_what_was_shown_before(shop: Shop, at_work: AtWork) -> None:
    found = shop.collect(at=shop.como, contact_name="Elisa Conti")
    other = shop.collect(at=shop.como, contact_name="Franco Bruni")
    page = at_work(shop.alice)
    page.get_by_role("link", name="Orders", exact=True).first.click()
    expect(page.locator("#live")).to_have_text("Live")
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch()))

    page.route(re.compile(r"/orders/$"), hold)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('live'))")
    while not held:
        page.wait_for_timeout(20)
    page.get_by_role("searchbox").fill("Conti")
    expect(page.get_by_text(other.number)).to_have_count(0)
    route, answer = held[0]
    route.fulfill(response=answer)

    with page.expect_response(re.compile("q=Conti")):  # news is read again, of what is shown now
        page.evaluate("document.body.dispatchEvent(new CustomEvent('live'))")
    expect(page.get_by_text(found.number).first).to_be_visible()
    expect(page.get_by_text(other.number)).to_have_count(0)
