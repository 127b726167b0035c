"""What both sides of the sandbox agreed on, and all that they share: messages and how they are signed."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

SIGNATURE_HEADER = "Sandbox-Signature"
#: A signed message older than this many seconds isn't believed: it may have been recorded and sent again.
TOLERANCE = 300


@dataclass(frozen=True, slots=True)
class Request:
    """What would travel over the network."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes = b"{}"


def sign_body(body: bytes, *, timestamp: int) -> str:
    """Return the signature header of a webhook: when it was signed, and the proof."""
    return f"t={timestamp},v1={_proof('webhook', f'{timestamp}.'.encode() + body)}"


def body_is_signed(body: bytes, *, header: str, now: int) -> bool:
    """Tell whether the header signs this body and was made lately."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    stamp = parts.get("t", "")
    if not (stamp.isascii() and stamp.isdigit()) or abs(now - int(stamp)) > TOLERANCE:
        return False
    return _same(parts.get("v1", ""), _proof("webhook", f"{stamp}.".encode() + body))


def sign_return(params: Mapping[str, str]) -> str:
    """Return the proof of the parameters that the browser carries back to the shop."""
    canonical = "\n".join(f"{name}={params[name]}" for name in sorted(params) if name != "signature")
    return _proof("return", canonical.encode())


def return_is_signed(params: Mapping[str, str]) -> bool:
    """Tell whether the browser brought back what the bank sent it with."""
    return _same(params.get("signature", ""), sign_return(params))


def _proof(purpose: str, message: bytes) -> str:
    return salted_hmac(f"sandbox-bank.{purpose}", message, algorithm="sha256").hexdigest()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
