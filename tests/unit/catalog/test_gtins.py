"""GTINs of every printed form come to 14 digits; what isn't one says why."""

import pytest

from apps.catalog.barcodes import InvalidGtin, normalize_gtin


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("041333424019", "00041333424019"),  # UPC-A
        ("41333424019", "00041333424019"),  # the zero that a spreadsheet dropped
        ("4006381333931", "04006381333931"),  # EAN-13
        ("4006381333931.0", "04006381333931"),  # as programs write numbers that may have decimals
        ("96385074", "00000096385074"),  # EAN-8
        ("10614141000415", "10614141000415"),  # GTIN-14
        ("978-3-16-148410-0", "09783161484100"),  # ISBN-13
        ("3-16-148410-X", "09783161484100"),  # ISBN-10
        (" 4006381 333931 ", "04006381333931"),
        ("'4006381333931", "04006381333931"),
    ],
)
def test_every_form_is_stored_as_one(written: str, stored: str) -> None:
    assert normalize_gtin(written) == stored


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("4006381333932", "check-digit"),
        ("ABC-123", "digits"),
        ("123", "digits"),
        ("000000000000", "digits"),
        ("", "digits"),
        ("123456789012345", "digits"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "digits"),
        ("8.00123E+12", "spreadsheet"),
        ("8,00123e12", "spreadsheet"),
    ],
)
def test_what_is_none_says_why(written: str, reason: str) -> None:
    with pytest.raises(InvalidGtin) as refused:
        normalize_gtin(written)
    assert refused.value.reason == reason
