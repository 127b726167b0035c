"""What a till reports, read and typed; and what comes of it. Amounts are in the envelope's currency."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RawSale:
    """One sale of a batch: its text exactly as sent, what the text says, and a digest of that."""

    raw: str
    content: Any
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a member of an envelope: where it is, such as `lines/0/quantity`, and a stable code."""

    path: str
    code: str


@dataclass(frozen=True, slots=True)
class PersonReference:
    """How the till names a customer or a member of staff: any of these."""

    id: int | None = None
    code: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.email or self.phone or self.code or (f"#{self.id}" if self.id else "")


@dataclass(frozen=True, slots=True)
class EnvelopeLine:
    """A line of the receipt. `unit_price` and `discount` are in the terms of the envelope's prices."""

    position: int
    is_service: bool
    product_id: int | None
    sku: str
    gtin: str
    title: str
    quantity: int
    unit_price: Decimal
    discount: Decimal
    discount_reason: str
    gross: Decimal
    net: Decimal
    tax_rate: Decimal
    tax_category: str


@dataclass(frozen=True, slots=True)
class EnvelopeTender:
    """Money taken with one means of payment."""

    method: str
    amount: Decimal
    reference: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sale as its receipt states it, whatever the version it was reported in.

    `gross` is what the goods and services came to; `rounding` is added to it where coins are coarser than
    prices; `change` was handed back in cash.
    """

    sale_id: UUID
    sequence: int
    receipt_number: str
    sold_at: datetime
    business_date: date | None
    location_code: str
    cashier: PersonReference | None
    customer: PersonReference | None
    currency: str
    prices_include_tax: bool
    lines: tuple[EnvelopeLine, ...]
    tenders: tuple[EnvelopeTender, ...]
    change: Decimal
    rounding: Decimal
    gross: Decimal
    net: Decimal
    app_version: str
    feed_cursor: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a till is told of one sale of its batch; the same for a replay, but for `replayed`.

    `status` is booked, received (kept, not booked yet), attention, dismissed, conflict or invalid. `problem`
    is a code of `problems.py`, `faults` say what couldn't be read.
    """

    index: int
    sale_id: UUID | None
    status: str
    replayed: bool = False
    order_number: str | None = None
    differences: tuple[dict[str, Any], ...] = ()
    problem: str = ""
    details: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Running numbers of a till that never arrived, and between which moments they must have been used."""

    device_id: int
    first: int
    last: int
    after: datetime | None
    before: datetime | None

    @property
    def missing(self) -> int:
        return self.last - self.first + 1
