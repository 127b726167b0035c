"""What other apps say to orders: an order to place, sales and returns that happened. Plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from apps.pricing.types import Cart

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.channels.models import Channel, Location

LineKind = Literal["goods", "service"]
Disposition = Literal["sellable", "quarantine", "write-off", "not-stocked"]

ZERO = Decimal(0)
ALLOCATED_TO = "order-line"
"""The source kind of stock promised to an order line; the source id is the line's key."""

SETTLED_METHODS = {"cash": "cash", "terminal": "terminal", "transfer": "external", "external": "external"}
"""Tenders a fact may name, and the provider that keeps them; any other is booked as paid elsewhere."""


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """An order to place, as the shopper saw it.

    `source_kind` and `source_id` name the submission (for example the basket): the same one twice is the
    same order. `holder` names the holds that the order takes over. `expected_fingerprint` is that of the
    quote the shopper agreed to. `shipping_address` has first_name, last_name, line1 to line4 (line4 is the
    town), state, postcode, country (two letters), phone_number and notes.
    """

    channel: "Channel"
    cart: Cart
    expected_fingerprint: str
    source_kind: str
    source_id: str
    customer_user_id: int | None
    email: str
    contact_name: str
    phone: str
    language: str
    shipping_address: dict[str, Any] | None
    payment_method: str
    payment_provider: str
    holder: str
    actor: "User | None" = None
    location: "Location | None" = None


@dataclass(frozen=True, slots=True)
class SaleLine:
    """Something sold, as it was charged. `gross` and `net` are the whole line's, after `discount`.

    Without a product (it isn't in the catalogue) the line is booked by its title and moves no stock.
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
    kind: LineKind = "goods"


@dataclass(frozen=True, slots=True)
class Tender:
    """Money that changed hands: positive was received, negative was paid out."""

    method: str
    amount: Decimal
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SaleFact:
    """A sale that happened, goods and money exchanged. `id` is given by whoever saw it happen.

    `number` is what the customer's receipt says; without one the order gets its own. `rounding` is what
    rounding to coins added to (or took off) the lines' total.
    """

    id: UUID
    number: str | None
    channel: "Channel"
    location: "Location | None"
    at: datetime
    business_date: date
    currency: str
    prices_include_tax: bool
    customer_id: int | None
    actor_id: int | None
    source_kind: str
    source_id: str
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    rounding: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Units of an order line that a customer hands in over the counter, and what becomes of them."""

    line_id: int
    quantity: int
    disposition: Disposition = "sellable"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Goods that came back. `gross` and `net` are what was paid back for the whole line, above zero.

    `order_line_id` is the line it was sold on, where that is known.
    """

    product_id: int | None
    title: str
    quantity: int
    unit_price: Decimal
    gross: Decimal
    net: Decimal
    tax_rate: Decimal
    tax_category: str
    order_line_id: int | None = None
    disposition: Disposition = "sellable"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnFact:
    """A return that happened, goods taken back and money given. `id` is given by whoever saw it happen.

    `tenders` are what was paid back, each below zero.
    """

    id: UUID
    code: str
    channel: "Channel"
    location: "Location"
    at: datetime
    business_date: date
    currency: str
    customer_id: int | None
    actor_id: int | None
    source_kind: str
    source_id: str
    lines: tuple[ReturnedLine, ...]
    tenders: tuple[Tender, ...]
