"""The design system's tags write what a reader needs, in their language, and nothing unsafe."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from apps.core.money import Money


def render(source: str, **context: Any) -> str:
    return Template("{% load bottega bottega_charts %}" + source).render(Context(context)).strip()


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in render('{% icon "bag" %}')
    assert 'role="img" aria-label="Basket"' in render('{% icon "bag" label="Basket" %}')


def test_money_takes_an_amount_or_money() -> None:
    with translation.override("it"):
        assert render('{% money amount "EUR" %}', amount=Decimal(44)) == "44,00\xa0€"
        assert render("{{ amount|money }}", amount=Money(Decimal("1.5"), "PLN")) == "1,50\xa0PLN"
    assert render("{{ nothing|money }}", nothing=None) == ""


def test_a_rate_has_as_many_decimals_as_it_needs() -> None:
    with translation.override("pl"):
        assert render("{{ rate|exact }}", rate=Decimal("1.15800000")) == "1,158"
        assert render("{{ rate|exact }}", rate=Decimal("0.00034500")) == "0,000345"
        assert render('{% unit_price price "EUR" %}', price=Decimal("0.0125")) == "0,0125\xa0€"


def test_a_price_shows_what_it_was_only_where_reduced() -> None:
    plain = render("{% price_block now %}", now=Decimal(44))
    same = render("{% price_block now was=now %}", now=Decimal(44))
    reduced = render(
        "{% price_block now was=was lowest=lowest %}", now=Decimal(44), was=Decimal(55), lowest=Decimal(50)
    )

    assert "price--reduced" not in plain + same
    assert "before" in reduced
    assert "Lowest price of the last 30 days: €50.00" in reduced


def test_a_reduction_counts_from_the_lowest_price() -> None:
    assert "−12%" in render("{% reduction now lowest %}", now=Decimal(44), lowest=Decimal(50))
    assert render("{% reduction now lowest %}", now=Decimal(50), lowest=Decimal(50)) == ""
    assert render("{% reduction now lowest %}", now=Decimal(50), lowest=None) == ""


@pytest.mark.parametrize(
    ("source", "css", "words"),
    [
        ('{% stock_state "available" "Lucca" %}', '"stock"', "In stock in Lucca"),
        ('{% stock_state "low" "Lucca" 2 %}', "stock--low", "Last 2 in Lucca"),
        ('{% stock_state "low" "Lucca" 1 %}', "stock--low", "Last one in Lucca"),
        ('{% stock_state "low" %}', "stock--low", "Only a few left"),
        ('{% stock_state "none" "Como" %}', "stock--none", "Not in Como"),
        ('{% stock_state "none" %}', "stock--none", "Sold out"),
        ('{% stock_state "anything else" %}', "stock--none", "Sold out"),
    ],
)
def test_stock_is_said_in_words(source: str, css: str, words: str) -> None:
    shown = render(source)

    assert css in shown
    assert words in shown


def test_a_state_has_its_tone() -> None:
    assert "badge--ok badge--dot" in render('{% badge_state "paid" %}')
    assert "badge--bad" in render('{% badge_state "not_found" "Not on shelf" %}')
    assert render('{% badge_state "draft" %}') == '<span class="badge">Draft</span>'


def test_what_people_typed_is_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    shown = render(
        "{% badge evil %}{% stock_state 'none' evil %}{% notice 'bad' evil %}{% icon 'bag' label=evil %}"
        "{% empty_state evil text=evil action=evil url=evil %}{% timeline events %}{% bar_chart rows label=evil %}",
        evil=evil,
        events=[{"title": evil, "detail": evil, "actor": evil, "at": datetime(2026, 11, 21, tzinfo=UTC)}],
        rows=[(evil, 1)],
    )

    assert "<script>" not in shown


def test_pages_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/orders/", {"q": "ortiga & co", "state": "to_pick", "page": "2"})
    page = Paginator(range(100), 10).page(2)

    shown = render('{% pagination page target="#list" %}', request=request, page=page)

    assert 'href="?q=ortiga+%26+co&amp;state=to_pick"' in shown, "page one needs no number"
    assert 'hx-get="?q=ortiga+%26+co&amp;state=to_pick&amp;page=3"' in shown
    assert '<span aria-current="page">2</span>' in shown


def test_one_page_needs_no_links() -> None:
    request = RequestFactory().get("/orders/")

    assert render("{% pagination page %}", request=request, page=Paginator([1], 10).page(1)) == ""


def test_a_heading_sorts_the_other_way_round() -> None:
    request = RequestFactory().get("/orders/", {"sort": "placed", "page": "7"})

    shown = render(
        '{% sort_header "placed" "Placed" %}{% sort_header "total" "Total" num=True %}', request=request
    )

    assert 'aria-sort="ascending"><a class="sort" href="?sort=-placed">' in shown
    assert 'class="num"><a class="sort" href="?sort=total">' in shown


def test_stars_stay_between_none_and_five() -> None:
    assert "5 of 5 stars" in render("{% stars 7 %}")
    assert "0 of 5 stars" in render("{% stars value %}", value=None)
    assert 'svg width="49.0"' in render("{% stars 4.5 %}")


def test_sizes_are_written_with_a_point_in_every_language() -> None:
    with translation.override("it"):
        shown = render(
            '{% stars 4.6 %}{% line_chart labels series label="Sales" %}',
            labels=["a", "b"],
            series=[("x", [1, 2.5])],
        )

    assert "4,6 of 5" in shown or "4,6" in shown
    assert 'svg width="50.0"' in shown
    assert 'x1="46"' in shown
    assert "," not in shown.split('d="M')[1].split('"')[0]


def test_a_chart_has_a_sentence_and_a_table() -> None:
    shown = render(
        '{% line_chart hours sales label="Sales today by hour" currency="EUR" threshold=15 threshold_label="goal" %}',
        hours=["9:00", "10:00"],
        sales=[("Today", [Decimal("10.50"), None])],
    )

    assert 'role="img" aria-label="Sales today by hour"' in shown
    assert '<th scope="row">9:00</th><td class="num">€10.50</td>' in shown
    assert "goal" in shown
    assert "style=" not in shown


def test_initials_of_any_name() -> None:
    assert render('{% initials "Marta Maria Ricci" %}') == "MR"
    assert render('{% initials "marta" %}') == "M"
    assert render('{% initials "" %}') == ""
