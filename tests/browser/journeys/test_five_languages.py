"""The shop speaks the visitor's language from the first page on."""

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from tests.factories.boutique import Boutique

from .conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "fr", "it", "id", "pl"])
def test_a_product_can_be_bought_in_it(boutique: Boutique, open_browser: Open, language: str) -> None:
    with translation.override(language):
        words = gettext("Add to basket")
    page = open_browser(locale=language)

    page.goto(boutique.mug.get_absolute_url())

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("button", name=words)).to_be_visible()
