"""One short string for everything a shopper was shown, so that an order can prove it is the same. Pure."""

import json
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from .types import Cart, QuoteCharge, QuoteLine, TaxTotal


def fingerprint_of(
    *, cart: Cart, lines: Sequence[QuoteLine], charges: Sequence[QuoteCharge], taxes: Sequence[TaxTotal]
) -> str:
    """Return a digest of what is bought, how it gets to the shopper, every price and every total."""
    shown = {
        "currency": cart.currency,
        "to": cart.destination_country,
        "ways": [[line.key, line.method, line.location_id] for line in cart.lines],
        "lines": [_line(line) for line in lines],
        "charges": [
            [charge.code, charge.title, _text(charge.gross), _text(charge.net)] for charge in charges
        ],
        "taxes": [[_text(total.rate), total.category, _text(total.net), _text(total.tax)] for total in taxes],
    }
    return sha256(json.dumps(shown, separators=(",", ":")).encode()).hexdigest()


def _line(line: QuoteLine) -> list[Any]:
    amounts = (line.unit_price, line.list_price, line.discount, line.gross, line.net, line.tax_rate)
    return [line.key, line.product_id, line.quantity, *map(_text, amounts)]


def _text(amount: Decimal) -> str:
    return f"{amount:.4f}"
