"""Orders and lines on their way into the tables. Pure: the figures that every row derives from its sale."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from .types import ZERO

_FOUR_DECIMALS = Decimal("0.0001")


@dataclass(slots=True)
class LineDraft:
    """One line to write. `gross` and `net` are the whole line's, after `discount`.

    `unit_price` and `discount` are with or without tax as the order's prices are.
    """

    product_id: int | None
    sku: str
    title: str
    quantity: int
    unit_price: Decimal
    discount: Decimal
    gross: Decimal
    net: Decimal
    tax_rate: Decimal
    tax_category: str
    kind: str = "goods"
    method: str = "carry-out"
    pickup_location_id: int | None = None


@dataclass(slots=True)
class OrderDraft:
    """One order to write, its attributes named like the columns, and its lines."""

    uuid: UUID
    number: str
    status: str
    channel_id: int
    location_id: int | None
    user_id: int | None
    actor_id: int | None
    currency: str
    prices_include_tax: bool
    source_kind: str
    source_id: str
    date_placed: datetime
    business_date: date
    lines: Sequence[LineDraft]
    rounding: Decimal = ZERO
    guest_email: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    language: str = ""
    quote_fingerprint: str = ""
    shipping_address_id: int | None = None
    shipping_method: str = ""
    shipping_code: str = ""
    payment_due_at: datetime | None = None
    confirmed_at: datetime | None = None
    completed_at: datetime | None = None
    total_incl_tax: Decimal = field(init=False)
    total_excl_tax: Decimal = field(init=False)
    shipping_incl_tax: Decimal = field(init=False)
    shipping_excl_tax: Decimal = field(init=False)

    def __post_init__(self) -> None:
        delivery = [line for line in self.lines if line.kind == "delivery"]
        self.total_incl_tax = sum((line.gross for line in self.lines), self.rounding)
        self.total_excl_tax = sum((line.net for line in self.lines), self.rounding)
        self.shipping_incl_tax = sum((line.gross for line in delivery), ZERO)
        self.shipping_excl_tax = sum((line.net for line in delivery), ZERO)


ORDER_FIELDS = tuple(name for name in OrderDraft.__slots__ if name not in {"lines", "rounding"})


def unit_prices(line: LineDraft, *, includes_tax: bool) -> tuple[Decimal, Decimal]:
    """Return the unit price with and without tax, before discounts, to four decimals."""
    if includes_tax:
        return line.unit_price, (line.unit_price / (1 + line.tax_rate)).quantize(_FOUR_DECIMALS)
    return (line.unit_price * (1 + line.tax_rate)).quantize(_FOUR_DECIMALS), line.unit_price


def before_discounts(line: LineDraft, *, includes_tax: bool) -> tuple[Decimal, Decimal]:
    """Return the line with and without tax as it was before its discount, to four decimals."""
    if not line.discount:
        return line.gross, line.net
    if includes_tax:
        off_net = (line.discount / (1 + line.tax_rate)).quantize(_FOUR_DECIMALS)
        return line.gross + line.discount, line.net + off_net
    off_gross = (line.discount * (1 + line.tax_rate)).quantize(_FOUR_DECIMALS)
    return line.gross + off_gross, line.net + line.discount
