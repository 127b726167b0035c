"""What payments, providers and other apps hand each other: plain values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

Outcome = Literal["captured", "authorised", "declined", "action-needed", "unknown", "cancelled"]
RefundOutcome = Literal["done", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class NewSettledPayment:
    """Money that has already changed hands: at a till, at a terminal, or somewhere else.

    `amount` is in `currency`; below zero it was paid out. `source` names the cause, for example
    `pos:<sale id>:tender:0`, and books once. `subject` is what was paid for, as kind:id.
    """

    method: str
    provider: str
    amount: Decimal
    currency: str
    subject: str
    source: str
    at: datetime
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PayRequest:
    """A request to be paid. The same key asks for the same payment, however often it is sent.

    With an `instrument` (a saved card) the provider charges at once; without one it answers with the
    address of its payment page, which sends the customer back to `return_url`. Without `capture` the
    money is only set aside.
    """

    key: str
    payment_id: UUID
    amount: Decimal
    currency: str
    description: str
    return_url: str
    language: str = "en"
    instrument: str = ""
    capture: bool = True


@dataclass(frozen=True, slots=True)
class ActRequest:
    """A request about a payment made before: capture, void or refund `amount` of it."""

    key: str
    pay_key: str
    reference: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class ProviderResult:
    """Where a payment stands at the provider.

    `amount` is the running total: all that was captured (or set aside) so far, never a step. So results
    may come twice and in any order. `reason` is the provider's code for a refusal.
    """

    outcome: Outcome
    reference: str = ""
    amount: Decimal = Decimal(0)
    reason: str = ""
    next_url: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the result as it travels in an event."""
        return {
            "outcome": self.outcome,
            "reference": self.reference,
            "amount": str(self.amount),
            "reason": self.reason,
            "next_url": self.next_url,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ProviderResult":
        """Read a result from an event."""
        return cls(**{**data, "amount": Decimal(data["amount"])})


@dataclass(frozen=True, slots=True)
class RefundResult:
    """What became of a refund."""

    outcome: RefundOutcome
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProviderReturn:
    """What the customer's browser brought back from the payment page, its signature checked."""

    payment_id: UUID
    result: ProviderResult


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """One message of a provider: about a payment (`payment` is set) or about a refund (`refund` is set)."""

    id: str
    key: str
    payload: Mapping[str, Any]
    payment: ProviderResult | None = None
    refund: RefundResult | None = None
