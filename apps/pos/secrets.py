"""The secrets of tills: made here, shown once, kept as digests only. Pure."""

import hmac
import secrets
from hashlib import sha256

MARK = "till_"
TOKEN_BYTES = 32


def new_token() -> str:
    """Return a token that nobody can guess; the prefix lets scanners of leaked secrets know it."""
    return MARK + secrets.token_urlsafe(TOKEN_BYTES)


def repeatable_token(*, secret: str, code: str, key: str) -> str:
    """Return the token that one request, known by its idempotency key, gets for one enrolment code.

    The same request gets the same token without the token being stored anywhere.
    """
    message = f"till-token\0{code}\0{key}".encode()
    return MARK + hmac.new(secret.encode(), message, sha256).hexdigest()


def digest(text: str) -> str:
    """Return what is kept of a secret. Its randomness makes a slow hash needless."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def same(one: str | None, other: str) -> bool:
    """Compare two digests in a time that tells nothing."""
    return one is not None and hmac.compare_digest(one, other)
