"""GTINs (EAN, UPC, ISBN): one form for all, 14 digits, the check digit verified. Pure."""

import re

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError

_FILLERS = re.compile(r"[\s\-\u2010-\u2015.']")
_NO_FRACTION = re.compile(r"\A([0-9]+)[.,]0+\Z")
_DIGITS = re.compile(r"[0-9]{7,14}\Z")
_ROUNDED = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+\Z")


class InvalidGtin(ValueError):
    """No GTIN; `reason` is one of digits, check-digit, spreadsheet."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def normalize_gtin(text: str) -> str:
    """Return the 14 digits of a GTIN however it was written: 8, 12, 13 or 14 digits, or an ISBN-10.

    Zeros that a spreadsheet has dropped from the front are put back, and decimals that a program added taken off
    (4006381333931.0). Raises InvalidGtin for anything else,
    a wrong check digit (GS1 General Specifications, 7.9) included.
    """
    if _ROUNDED.match(text.strip()):
        raise InvalidGtin("spreadsheet")
    compact = _FILLERS.sub("", _NO_FRACTION.sub(r"\1", text.strip()))
    if len(compact) == 10 and isbn.is_valid(compact):
        compact = isbn.to_isbn13(compact)
    if not _DIGITS.match(compact) or not compact.strip("0"):
        raise InvalidGtin("digits")
    padded = compact.zfill(14)
    try:
        return str(ean.validate(padded))
    except ValidationError:
        raise InvalidGtin("check-digit") from None
