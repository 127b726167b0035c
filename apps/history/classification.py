"""Decides what each row of an online-retail document is. Pure: looks at nothing but the document.

The file knows four kinds of rows and marks none of them: goods sold (a quantity and a price), goods or
money given back (a negative quantity on a credit note), fees and postage (codes that are no products),
and stock corrections (no price, no customer, often no description).
"""

import re
from collections.abc import Iterator

from .types import Document, Outcome, Reason, Row, Verdict

SERVICE_CODES = {
    "AMAZONFEE": "Marketplace fee",
    "BANK CHARGES": "Bank charges",
    "C2": "Carriage",
    "C3": "Carriage",
    "CRUK": "Charity commission",
    "D": "Discount",
    "DOT": "Postage",
    "M": "Manual entry",
    "POST": "Postage",
    "S": "Samples",
}
"""Codes that stand for a service or a fee, with words for rows that have no description."""

_VOUCHER = re.compile(r"^GIFT_\d+_\d+$")
_BAD_DEBT = "B"


def classify(document: Document) -> Iterator[Verdict]:
    """Yield one verdict for each row, in order."""
    is_priced = any(row.price > 0 for row in document.rows)
    for row in document.rows:
        yield _verdict(row, is_priced=is_priced)


def is_service(code: str) -> bool:
    """Tell whether the code stands for a service, a fee or a voucher rather than for goods."""
    return code in SERVICE_CODES or bool(_VOUCHER.match(code))


def _verdict(row: Row, *, is_priced: bool) -> Verdict:
    reason = _reason_to_set_aside(row)
    return (
        Verdict(row, Outcome.SET_ASIDE, reason)
        if reason
        else Verdict(row, _outcome(row, is_priced=is_priced))
    )


def _reason_to_set_aside(row: Row) -> Reason | None:
    if row.problem:
        return Reason.UNREADABLE
    if row.quantity == 0:
        return Reason.NO_QUANTITY
    if row.code == _BAD_DEBT:
        return Reason.BAD_DEBT
    if row.price < 0:
        return Reason.NEGATIVE_PRICE
    if row.price == 0 and is_service(row.code):
        return Reason.FEE_WITHOUT_PRICE
    return None


def _outcome(row: Row, *, is_priced: bool) -> Outcome:
    if row.price == 0 and not row.customer and not is_priced:
        return Outcome.CORRECTION
    if row.quantity < 0:
        return Outcome.RETURN if row.price > 0 or is_priced else Outcome.CORRECTION
    return Outcome.SERVICE if is_service(row.code) else Outcome.SALE
