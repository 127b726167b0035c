"""What a sales file says, row by row, in the terms of no particular system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

SOURCE = "online-retail"
"""The former system whose files are read; part of the identity of everything booked from them."""


class Outcome(StrEnum):
    """What becomes of a row; every row gets exactly one."""

    SALE = "sale"
    SERVICE = "service"
    RETURN = "return"
    CORRECTION = "correction"
    SET_ASIDE = "set-aside"


class Reason(StrEnum):
    """Why a row is no sale, no return and no stock correction."""

    UNREADABLE = "unreadable"
    NO_QUANTITY = "no-quantity"
    NEGATIVE_PRICE = "negative-price"
    BAD_DEBT = "bad-debt"
    FEE_WITHOUT_PRICE = "fee-without-price"
    DIFFERS_FROM_BOOKED = "differs-from-booked"
    BOOKED_BEFORE = "booked-before"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file. `at` is the local time of the shop, without a zone; `price` is for one unit."""

    number: int
    document: str
    code: str
    description: str
    quantity: int
    price: Decimal
    at: datetime | None
    customer: str
    problem: str = ""

    @property
    def value(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Document:
    """The rows of a file under one number: an invoice, a credit note or a stock correction."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row, and why if it is set aside."""

    row: Row
    outcome: Outcome
    reason: Reason | None = None
