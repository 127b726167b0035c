"""Sentences about when and how far, as a reader of each language expects them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from apps.storefront import countries, words

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday


def later(**span):
    return NOW + timedelta(**span)


def test_collecting_today_tomorrow_and_on_another_day():
    assert words.collect_from(later(hours=4), NOW) == "Collect today from 16:00"
    assert words.collect_from(later(hours=22), NOW, shop="Lucca") == "Collect in Lucca tomorrow from 10:00"
    assert words.collect_from(later(days=3), NOW) == "Collect on Monday, 23 November from 12:00"
    assert words.collect_from(None, NOW) == "Collection isn't possible at the moment"


def test_ready_where_the_heading_has_said_what():
    assert words.ready_from(later(hours=4), NOW) == "Today from 16:00"
    assert words.ready_from(later(days=1), NOW) == "Tomorrow from 12:00"
    assert words.ready_from(None, NOW) == "We tell you when it is ready"


def test_opening():
    assert words.opening(later(hours=7, minutes=30), None, NOW) == "Open until 19:30"
    assert words.opening(None, later(hours=1), NOW) == "Closed, opens at 13:00"
    assert words.opening(None, later(days=1), NOW) == "Closed, opens tomorrow at 12:00"
    assert words.opening(None, later(days=3), NOW) == "Closed, opens Monday at 12:00"
    assert words.opening(None, None, NOW) == "Closed for the time being"


def test_figures_are_written_as_the_reader_does():
    with translation.override("it"):
        assert words.clock_span(time(10), time(19, 30)) == "10:00–19:30"
        assert words.distance(0.44).startswith("0,4")
        assert words.day(date(2026, 11, 24)) == "martedì 24 novembre"
    assert words.distance(312.4) == "312 km"
    assert (words.weight(850), words.weight(1900)) == ("850 g", "1.9 kg")


def test_what_delivery_costs():
    assert words.shipping(Decimal("4.90"), Decimal(49), "EUR") == "Delivery €4.90, free from €49."
    assert words.shipping(Decimal("4.90"), None, "EUR") == "Delivery €4.90."
    assert words.shipping(Decimal(0), None, "EUR") == "Delivery is free."


@pytest.mark.parametrize(
    ("postcode", "country", "kept"),
    [
        ("55100", "IT", "55100"),
        (" 00-001 ", "PL", "00-001"),
        ("sw1a 1aa", "GB", "SW1A 1AA"),
        ("1012 ab", "NL", "1012 AB"),
    ],
)
def test_a_postcode_of_its_country_is_kept_tidily(postcode, country, kept):
    assert countries.check_postcode(postcode, country) == kept


@pytest.mark.parametrize(
    ("postcode", "country"), [("5510", "IT"), ("ABCDE", "IT"), ("55100", "CH"), ("", "IT")]
)
def test_another_is_refused_with_an_example(postcode, country):
    with pytest.raises(ValueError, match="looks like"):
        countries.check_postcode(postcode, country)
