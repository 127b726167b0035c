"""Exactly once: a key is claimed, the effect made and the answer kept in one transaction."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from . import clock
from .errors import DomainError
from .models import IdempotencyRecord
from .transactions import transaction_required


class IdempotencyConflict(DomainError):
    code = "idempotency-conflict"
    message = _("This key was already used for another request. Send a new key.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the request is answered with, and whether it had been answered before."""

    value: Any
    replayed: bool


def fingerprint(request: Any) -> str:
    """Return a digest of a JSON-like request that doesn't depend on the order of its keys."""
    canonical = json.dumps(request, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction_required
def run_once(*, scope: str, key: str, request: Any, act: Callable[[], Any]) -> Answer:
    """Run `act` unless this key was answered before, and return its JSON-like answer.

    A concurrent call with the same key waits for the first to commit. If `act` raises, the claim is
    rolled back with it: failures aren't remembered.

    Raises IdempotencyConflict if the key came with another request.
    """
    digest = fingerprint(request)
    if _claim(scope, key, digest):
        value = act()
        IdempotencyRecord.objects.filter(scope=scope, key=key).update(answer=value)
        return Answer(value, replayed=False)
    record = IdempotencyRecord.objects.get(scope=scope, key=key)
    if record.fingerprint != digest:
        raise IdempotencyConflict
    return Answer(record.answer, replayed=True)


def _claim(scope: str, key: str, digest: str) -> bool:
    table = IdempotencyRecord._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (scope, key, fingerprint, created_at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (scope, key) DO NOTHING",
            [scope, key, digest, clock.now()],
        )
        return bool(cursor.rowcount)
