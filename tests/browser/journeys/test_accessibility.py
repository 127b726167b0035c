"""axe finds nothing serious on the main pages, of the shop and of the back office."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from apps.accounts.models import User
from tests.factories.boutique import Boutique

from .conftest import Open
from .shopper import add_to_basket, go_to_the_bank

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text()
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.filter(each => ["serious", "critical"].includes(each.impact))
    .map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`);
}"""
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def faults_of(page: Page) -> list[str]:
    """Return what would keep somebody from using the page."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return [f"{page.url}: {fault}" for fault in found]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_shop(boutique: Boutique, open_browser: Open, size: dict[str, int]) -> None:
    page = open_browser(viewport=size, reduced_motion="reduce")
    found: list[str] = []
    paths = ["/", "/all/", "/search/?q=mug", boutique.vase.get_absolute_url(), "/shops/", "/orders/find/"]
    for path in [*paths, "/account/sign-in/", "/basket/"]:
        page.goto(path)
        found += faults_of(page)
    add_to_basket(page, boutique.mug)
    page.goto("/basket/")
    found += faults_of(page)
    page.goto("/checkout/you/")
    found += faults_of(page)
    go_to_the_bank(page)
    found += faults_of(page)

    assert "\n".join(found) == ""


def test_the_back_office(boutique: Boutique, bob: User, open_browser: Open) -> None:
    page, found = open_browser(bob, viewport=DESK, reduced_motion="reduce"), []
    for name in ("today/", "orders/", "work/", "stock/", "tills/", "exceptions/"):
        answer: Any = page.goto(f"/backoffice/{name}")
        assert answer.status == 200, page.url
        found += faults_of(page)

    assert "\n".join(found) == ""
