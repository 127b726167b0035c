"""A merchant changes name and colour in one place, and every page follows."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.test import RequestFactory

from apps.core import theme, views


def brand(settings: Any, accent: str) -> None:
    settings.BOTTEGA_MERCHANT = {**settings.BOTTEGA_MERCHANT, "accent": accent}


def test_the_stylesheet_carries_the_colour(settings: Any) -> None:
    brand(settings, "#a21caf")

    answer = views.theme_css(RequestFactory().get("/theme.css"))

    assert answer.content == b":root { --brand: #a21caf; }\n"
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]


def test_its_address_changes_with_the_colour(settings: Any) -> None:
    source = Template("{% load bottega %}{% theme_url %}")
    before = source.render(Context())

    brand(settings, "#a21caf")

    assert source.render(Context()) != before


@pytest.mark.parametrize("accent", ["green", "#12", "#1f5c47; } body { display: none", "", "#1f5c47\n"])
def test_a_colour_that_would_break_pages_is_refused(settings: Any, accent: str) -> None:
    brand(settings, accent)

    with pytest.raises(ImproperlyConfigured, match='hex colour, for example "#1f5c47"'):
        theme.stylesheet()


@pytest.mark.parametrize(
    ("accent", "shown"),
    [("#1f5c47", "#1f5c47"), ("#000", "#000000"), ("#facc15", "#897009"), ("#fff", "#717171")],
)
def test_white_is_readable_on_the_colour_of_letters(accent: str, shown: str) -> None:
    assert theme.darkened(accent) == shown
