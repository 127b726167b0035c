"""Whether a receipt's arithmetic holds, and how it differs from what we would have charged. Pure.

Differences are told, never corrected: what was charged is what happened.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.core.money import ZERO, minor_unit, round_money

from .types import Envelope, EnvelopeLine

Difference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """What we would have charged for a line; None where we had no price."""

    unit_price: Decimal | None
    discount: Decimal
    tax_rate: Decimal


def difference(code: str, **values: Any) -> Difference:
    """Return a difference as it is kept: a stable code, and what it names as text."""
    return {
        "code": code,
        **{name: value if name == "line" else plain(value) for name, value in values.items()},
    }


def arithmetic_differences(sale: Envelope) -> Iterator[Difference]:
    """Yield where the receipt doesn't add up."""
    for line in sale.lines:
        yield from _line_differences(line, sale)
    gross = sum((line.gross for line in sale.lines), ZERO)
    net = sum((line.net for line in sale.lines), ZERO)
    paid = sum((tender.amount for tender in sale.tenders), ZERO) - sale.change
    if gross != sale.gross:
        yield difference("total", charged=sale.gross, expected=gross)
    if net != sale.net:
        yield difference("total-net", charged=sale.net, expected=net)
    if paid != sale.gross + sale.rounding:
        yield difference("tenders", charged=paid, expected=sale.gross + sale.rounding)


def _line_differences(line: EnvelopeLine, sale: Envelope) -> Iterator[Difference]:
    unit = minor_unit(sale.currency)
    charged = line.gross if sale.prices_include_tax else line.net
    due = round_money(line.unit_price * line.quantity - line.discount, sale.currency)
    if charged != due:
        yield difference("line-sum", line=line.position, charged=charged, expected=due)
    net = round_money(line.gross / (1 + line.tax_rate), sale.currency)
    if abs(net - line.net) > unit:  # a cent is the document's rounding, shared out among its lines
        yield difference("line-tax", line=line.position, charged=line.net, expected=net)


def price_differences(sale: Envelope, expected: Mapping[int, Expected]) -> Iterator[Difference]:
    """Yield where prices, discounts and rates differ from ours, which are given by position."""
    for line in sale.lines:
        ours = expected.get(line.position)
        if ours is None:
            continue
        if ours.unit_price is None:
            yield difference("no-price", line=line.position, charged=line.unit_price)
            continue
        if ours.unit_price != line.unit_price:
            yield difference("price", line=line.position, charged=line.unit_price, expected=ours.unit_price)
        if ours.discount != line.discount and not line.discount_reason:
            yield difference("discount", line=line.position, charged=line.discount, expected=ours.discount)
        if ours.tax_rate != line.tax_rate:
            yield difference("tax-rate", line=line.position, charged=line.tax_rate, expected=ours.tax_rate)


def plain(value: Any) -> str:
    """Return a value as text; an amount without needless zeros but with its cents."""
    if not isinstance(value, Decimal):
        return str(value)
    cents = value.quantize(Decimal("0.01"))
    return str(cents) if cents == value else f"{value.normalize():f}"
