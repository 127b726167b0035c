"""Our side of the sandbox: translates between its words and those of every provider."""

import json
from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from uuid import UUID

from apps.core import clock

from ...types import Outcome
from ..base import (
    ActRequest,
    PayRequest,
    ProviderEvent,
    ProviderResult,
    ProviderReturn,
    RefundResult,
    ReturnRefused,
    WebhookRefused,
)
from .bank.server import answer
from .client import BankClient, BankRefused
from .protocol import SIGNATURE_HEADER, body_is_signed, return_is_signed

_OUTCOMES: dict[str, Outcome] = {
    "open": "action-needed",
    "confirming": "action-needed",
    "processing": "unknown",
    "authorised": "authorised",
    "captured": "captured",
    "declined": "declined",
    "cancelled": "cancelled",
}


class SandboxProvider:
    """A card provider with a payment page, webhooks and moods, but no real money."""

    name = "sandbox"
    remote = True

    def __init__(self, client: BankClient | None = None) -> None:
        self._bank = client or BankClient(answer)

    def pay(self, request: PayRequest) -> ProviderResult:
        """Open a charge. Raises ProviderTimeout."""
        body = {
            "payment": str(request.payment_id),
            "amount": str(request.amount),
            "currency": request.currency,
            "description": request.description,
            "return_url": request.return_url,
            "language": request.language,
            "instrument": request.instrument,
            "capture": request.capture,
        }
        try:
            return _result(self._bank.post("/charges", key=request.key, body=body))
        except BankRefused as refusal:
            return ProviderResult("declined", reason=refusal.code)

    def lookup(self, *, key: str) -> ProviderResult:
        """Ask how a charge stands; one that never reached the bank can't be paid any more."""
        try:
            return _result(self._bank.get(f"/charges/{key}"))
        except BankRefused as refusal:
            never_arrived = refusal.status == HTTPStatus.NOT_FOUND
            return ProviderResult("cancelled" if never_arrived else "unknown", reason=refusal.code)

    def capture(self, request: ActRequest) -> ProviderResult:
        return self._act("capture", request)

    def void(self, request: ActRequest) -> ProviderResult:
        return self._act("void", request)

    def refund(self, request: ActRequest) -> RefundResult:
        body = {"amount": str(request.amount)}
        try:
            refund = self._bank.post(f"/charges/{request.pay_key}/refunds", key=request.key, body=body)
        except BankRefused as refusal:
            return RefundResult("failed", reason=refusal.code)
        return _refund_result(refund)

    def parse_webhook(self, *, headers: Mapping[str, str], body: bytes) -> list[ProviderEvent]:
        """Read a webhook. Raises WebhookRefused unless the bank signed it lately."""
        header = headers.get(SIGNATURE_HEADER, "")
        if not body_is_signed(body, header=header, now=int(clock.now().timestamp())):
            raise WebhookRefused
        message = json.loads(body)
        about, thing = message["type"].partition(".")[0], message["data"]
        return [
            ProviderEvent(
                id=message["id"],
                key=thing["key"],
                payload=message,
                payment=_result(thing) if about == "charge" else None,
                refund=_refund_result(thing) if about == "refund" else None,
            )
        ]

    def verify_return(self, *, params: Mapping[str, str]) -> ProviderReturn:
        """Read what the browser brought back. Raises ReturnRefused unless the bank signed it."""
        brought = {name: params[name] for name in _RETURN_FIELDS if name in params}
        if len(brought) < len(_RETURN_FIELDS) or not return_is_signed(brought):
            raise ReturnRefused
        result = ProviderResult(
            _OUTCOMES[brought["status"]], brought["charge"], Decimal(brought["amount"]), brought["reason"]
        )
        return ProviderReturn(UUID(brought["payment"]), result)

    def _act(self, act: str, request: ActRequest) -> ProviderResult:
        body = {"amount": str(request.amount)}
        try:
            return _result(self._bank.post(f"/charges/{request.pay_key}/{act}", key=request.key, body=body))
        except BankRefused:
            return self.lookup(key=request.pay_key)


_RETURN_FIELDS = ("payment", "charge", "status", "amount", "reason", "signature")


def _result(charge: Mapping[str, Any]) -> ProviderResult:
    return ProviderResult(
        outcome=_OUTCOMES[charge["status"]],
        reference=charge["id"],
        amount=Decimal(charge["total"]),
        reason=charge["reason"],
        next_url=charge["next_url"],
    )


def _refund_result(refund: Mapping[str, Any]) -> RefundResult:
    return RefundResult("done", reference=refund["id"], reason=refund.get("reason", ""))
