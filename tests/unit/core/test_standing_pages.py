"""Pages that must stand on their own: errors without a database, the style guide only where people build."""

from typing import Any

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from apps.core import views


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_an_error_page_needs_nothing(code: int) -> None:
    page = render_to_string(f"{code}.html")

    assert "<h1>" in page
    assert 'href="/"' in page, "there is a way on"


def test_an_error_page_speaks_the_readers_language() -> None:
    with translation.override("it"):
        assert '<html lang="it"' in render_to_string("500.html")


def test_the_style_guide_shows_itself_in_a_demo(settings: Any) -> None:
    settings.DEBUG, settings.DEMO = False, True

    answer = views.style_guide(RequestFactory().get("/styleguide/"))

    assert answer.status_code == 200
    assert b'data-theme="dark"' in answer.content
    assert b"style=" not in answer.content


def test_the_style_guide_isnt_there_in_production(settings: Any) -> None:
    settings.DEBUG, settings.DEMO = False, False

    with pytest.raises(Http404):
        views.style_guide(RequestFactory().get("/styleguide/"))


def test_letters_name_the_merchant() -> None:
    html, text = render_to_string("emails/base.html"), render_to_string("emails/base.txt")

    for letter in (html, text):
        assert "Lumaca S.r.l." in letter
        assert "<script" not in letter
    assert text.lstrip().startswith("-- "), "the signature's mark keeps its space"


@pytest.mark.parametrize("document", ["receipt_base", "invoice_base"])
def test_documents_name_the_merchant(document: str) -> None:
    page = render_to_string(f"documents/{document}.html")

    assert "IT00000000000" in page
    assert "data-print" in page
