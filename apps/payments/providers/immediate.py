"""Ways of paying that settle in front of us: what somebody reports is what happened."""

from collections.abc import Mapping
from typing import ClassVar

from .base import (
    ActRequest,
    NotOffered,
    PayRequest,
    ProviderEvent,
    ProviderResult,
    ProviderReturn,
    RefundResult,
    ReturnRefused,
    WebhookRefused,
)


class ImmediateProvider:
    """Answers at once, from nothing but the request; has no memory, no webhooks and no pages."""

    name: ClassVar[str]
    remote: ClassVar[bool] = False

    def pay(self, request: PayRequest) -> ProviderResult:
        return ProviderResult("captured", amount=request.amount)

    def lookup(self, *, key: str) -> ProviderResult:
        return ProviderResult("unknown")

    def capture(self, request: ActRequest) -> ProviderResult:
        return ProviderResult("captured", reference=request.reference, amount=request.amount)

    def void(self, request: ActRequest) -> ProviderResult:
        return ProviderResult("cancelled", reference=request.reference)

    def refund(self, request: ActRequest) -> RefundResult:
        return RefundResult("done")

    def parse_webhook(self, *, headers: Mapping[str, str], body: bytes) -> list[ProviderEvent]:
        raise WebhookRefused

    def verify_return(self, *, params: Mapping[str, str]) -> ProviderReturn:
        raise ReturnRefused


class Cash(ImmediateProvider):
    name = "cash"


class Terminal(ImmediateProvider):
    """A card terminal at the till; the reference on its slip is what ties the two together."""

    name = "terminal"


class External(ImmediateProvider):
    """Paid somewhere else: a marketplace, a bank transfer, an imported sale."""

    name = "external"


class OnCollection(ImmediateProvider):
    """Nothing is paid until the customer stands in the shop; then the tender used takes its place."""

    name = "on_collection"

    def pay(self, request: PayRequest) -> ProviderResult:
        return ProviderResult("action-needed")

    def capture(self, request: ActRequest) -> ProviderResult:
        raise NotOffered(provider=self.name)
