"""Which word was meant: one slip in short words, two in long ones, none in numbers."""

import pytest

from apps.assortment.search.spelling import edits, nearest, resembling


@pytest.mark.parametrize(
    ("typed", "meant", "number"),
    [
        ("vaze", "vase", 1),
        ("teapto", "teapot", 1),
        ("candl", "candle", 1),
        ("mug", "mug", 0),
        ("abcd", "wxyz", 3),
    ],
)
def test_slips_are_counted(typed: str, meant: str, number: int) -> None:
    assert edits(typed, meant, limit=2) == number


@pytest.mark.parametrize(
    ("typed", "words", "meant"),
    [
        ("vaze", ["vaso", "vase", "gaze"], "vase"),
        ("mg", ["mug"], None),
        ("50x70", ["50x80"], None),
        ("xylophone", ["telephone"], None),
        ("stonewear", ["stoneware"], "stoneware"),
    ],
)
def test_the_nearest_is_meant(typed: str, words: list[str], meant: str | None) -> None:
    assert nearest(typed, words) == meant


@pytest.mark.parametrize(
    ("typed", "words", "alike"),
    [
        ("piati", ["piatto", "pianta"], ["piatto", "pianta"]),
        ("zzzqqq", ["zuppa", "quadro"], []),
        ("0012340000000", ["box", "pan"], []),
        ("x", ["y"], []),
    ],
)
def test_what_shares_half_its_letters_is_worth_a_guess(
    typed: str, words: list[str], alike: list[str]
) -> None:
    assert resembling(typed, words) == alike
