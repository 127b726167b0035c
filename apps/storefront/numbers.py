"""Numbers that come in an address or a form."""

from decimal import Decimal, InvalidOperation

LARGEST_KEY = 2**63 - 1


def parse_key(text: str) -> int | None:
    """Return a row's key, None for anything that can't be one."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    key = int(text)
    return key if 0 < key <= LARGEST_KEY else None


def parse_amount(text: str) -> Decimal | None:
    """Return an amount of money as people write it, None for anything else, below zero or beyond reason."""
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < 10**9 else None
