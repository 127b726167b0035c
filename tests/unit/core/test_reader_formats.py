"""Money, numbers and moments are written as each reader writes them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from apps.core import formatting

NARROW = "\N{NARROW NO-BREAK SPACE}"
FIXED = "\N{NO-BREAK SPACE}"

EUROS = [
    ("en_GB", "€1,234.50", "−€29.00"),
    ("it", f"1.234,50{FIXED}€", f"−29,00{FIXED}€"),
    ("fr", f"1{NARROW}234,50{FIXED}€", f"−29,00{FIXED}€"),
    ("pl", f"1234,50{FIXED}€", f"−29,00{FIXED}€"),
    ("id", "€1.234,50", "−€29,00"),
]


@pytest.mark.parametrize(("language", "gain", "loss"), EUROS)
def test_money_in_five_locales(language: str, gain: str, loss: str) -> None:
    locale = formatting.parse_locale(language)

    written = formatting.format_money(Decimal("1234.5"), "EUR", locale=locale)

    assert written.replace(f"1{FIXED}234", "1234") == gain
    assert formatting.format_money(Decimal(-29), "EUR", locale=locale) == loss


def test_a_currency_has_its_own_decimals() -> None:
    english = formatting.parse_locale("en_GB")

    assert formatting.format_money(Decimal(1500), "JPY", locale=english) == "JP¥1,500"
    assert formatting.format_money(Decimal("36.065"), "EUR", locale=english) == "€36.07"


def test_a_unit_price_is_as_fine_as_it_is() -> None:
    polish = formatting.parse_locale("pl")

    assert formatting.format_unit_price(Decimal("12.3500"), "PLN", locale=polish) == f"12,35{FIXED}zł"
    assert formatting.format_unit_price(Decimal("0.0125"), "PLN", locale=polish) == f"0,0125{FIXED}zł"
    assert formatting.format_unit_price(Decimal("150.5"), "JPY", locale=polish) == f"150,50{FIXED}JPY"


def test_whole_money_for_a_glance() -> None:
    assert (
        formatting.format_round_money(Decimal("3412.6"), "EUR", locale=formatting.parse_locale("en_GB"))
        == "€3,413"
    )


def test_an_unknown_language_reads_english() -> None:
    assert formatting.format_number(1234567, locale=formatting.parse_locale("xx-klingon")) == "1,234,567"
    assert formatting.format_number(1234567, locale=formatting.parse_locale(None)) == "1,234,567"


def test_a_gain_has_its_sign() -> None:
    english = formatting.parse_locale("en_GB")

    assert formatting.format_percent(0.21, locale=english, signed=True) == "+21%"
    assert formatting.format_percent(-0.08, locale=english, signed=True) == "−8%"
    assert formatting.format_percent(0.21, locale=english) == "21%"


NOW = datetime(2026, 11, 21, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (NOW - timedelta(minutes=3), "16:09"),
        (NOW - timedelta(days=3), "18 Nov"),
        (NOW - timedelta(days=400), "17 October 2025"),
    ],
)
def test_a_recent_moment_leaves_out_what_one_knows(at: datetime, written: str) -> None:
    english = formatting.parse_locale("en_GB")

    assert formatting.format_moment(at, style="recent", now=NOW, locale=english) == written


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en_GB", "Saturday, 21 November"),
        ("it", "sabato 21 novembre"),
        ("fr", "samedi 21 novembre"),
        ("pl", "sobota, 21 listopada"),
        ("id", "Sabtu, 21 November"),
    ],
)
def test_a_day_has_its_weekday(language: str, day: str) -> None:
    assert (
        formatting.format_moment(NOW, style="day", now=NOW, locale=formatting.parse_locale(language)) == day
    )


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown style 'soon'"):
        formatting.format_moment(NOW, style="soon", now=NOW, locale=formatting.parse_locale("en"))


def test_an_age_is_told_in_its_largest_unit() -> None:
    italian = formatting.parse_locale("it")

    assert formatting.format_age(timedelta(minutes=38), locale=italian) == "38 min"
    assert formatting.format_age(timedelta(days=2, hours=3), locale=italian) == "2 giorni"
