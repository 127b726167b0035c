"""What every payment provider offers, in words that none of them owns."""

from collections.abc import Mapping
from typing import ClassVar, Protocol

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError

from ..types import ActRequest, PayRequest, ProviderEvent, ProviderResult, ProviderReturn, RefundResult

__all__ = [
    "ActRequest",
    "NotOffered",
    "PayRequest",
    "Provider",
    "ProviderEvent",
    "ProviderResult",
    "ProviderReturn",
    "ProviderTimeout",
    "RefundResult",
    "ReturnRefused",
    "WebhookRefused",
]


class ProviderTimeout(Exception):
    """No answer came: the provider may have acted or not. Ask again with the same key."""


class WebhookRefused(DomainError):
    code = "webhook-refused"
    message = _("This message isn't signed by the provider. It was not read.")


class ReturnRefused(DomainError):
    code = "payment-return-refused"
    message = _("This address doesn't come from the payment page. Open your order to see its state.")


class NotOffered(DomainError):
    code = "payment-act-not-offered"
    message = _("%(provider)s doesn't offer this.")


class Provider(Protocol):
    """Moves money for us.

    A `remote` one is reached over the network: it is called outside transactions only, and may raise
    ProviderTimeout. The others settle at once.
    """

    name: ClassVar[str]
    remote: ClassVar[bool]

    def pay(self, request: PayRequest) -> ProviderResult: ...

    def lookup(self, *, key: str) -> ProviderResult: ...

    def capture(self, request: ActRequest) -> ProviderResult: ...

    def void(self, request: ActRequest) -> ProviderResult: ...

    def refund(self, request: ActRequest) -> RefundResult: ...

    def parse_webhook(self, *, headers: Mapping[str, str], body: bytes) -> list[ProviderEvent]: ...

    def verify_return(self, *, params: Mapping[str, str]) -> ProviderReturn: ...
