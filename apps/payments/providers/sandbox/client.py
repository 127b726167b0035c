"""The line to the sandbox bank: requests go out as bytes, answers come back as bytes, or don't."""

import json
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote

from apps.core.remote import outside_transactions

from ..base import ProviderTimeout
from .protocol import Request, Response

Transport = Callable[[Request], Response]


class BankRefused(Exception):
    """The bank understood and said no, with a code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class BankClient:
    """Speaks JSON to the bank. Any doubt about whether it acted is a ProviderTimeout."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, path: str) -> dict[str, Any]:
        """Ask. Raises BankRefused, ProviderTimeout."""
        return self._send(Request("GET", quote(path)))

    def post(self, path: str, *, key: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask for an act, once per key. Raises BankRefused, ProviderTimeout."""
        return self._send(Request("POST", quote(path), {"Idempotency-Key": key}, json.dumps(body).encode()))

    @outside_transactions
    def _send(self, request: Request) -> dict[str, Any]:
        try:
            response = self._transport(request)
        except (TimeoutError, ConnectionError) as error:
            raise ProviderTimeout from error
        if response.status >= 500:
            raise ProviderTimeout
        answer = cast(dict[str, Any], json.loads(response.body))
        if response.status >= 400:
            raise BankRefused(response.status, str(answer.get("code", "")))
        return answer
