"""Chromium in front of the shop."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.factories.boutique import Boutique, open_boutique


@pytest.fixture
def boutique(transactional_db: None) -> Boutique:
    return open_boutique()


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains of, scripts and the content policy among it; none may be left."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda said: found.append(said.text) if said.type == "error" and "422" not in said.text else None,
    )
    yield found
    assert found == []


@pytest.fixture
def plain(browser, live_server) -> Iterator[Page]:
    """Return a page of a browser that runs no scripts."""
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
