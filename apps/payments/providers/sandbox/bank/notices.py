"""The bank's webhooks: written with what they tell of, posted to the shop until it takes them."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.urls import reverse

from apps.core import clock
from apps.core.remote import outside_transactions
from apps.core.transactions import after_commit, durable, transaction_required

from ..protocol import SIGNATURE_HEADER, sign_body
from .models import Charge, Notice, Operation
from .names import new_id

log = structlog.get_logger(__name__)

TIMEOUT = 10  # seconds
AGAIN = timedelta(seconds=5)
LONGEST = timedelta(hours=1)
MOST_ATTEMPTS = 30


def described(thing: Charge | Operation) -> dict[str, Any]:
    """Return a charge or an operation as the shop gets to see it."""
    if isinstance(thing, Operation):
        return {"id": thing.pk, "key": thing.key, "charge": thing.charge_id, "amount": str(thing.amount)}
    open_page = thing.status in {Charge.Status.OPEN, Charge.Status.CONFIRMING}
    return {
        "id": thing.pk,
        "key": thing.key,
        "payment": thing.payment,
        "status": str(thing.status),
        "total": str(thing.amount if thing.status == Charge.Status.AUTHORISED else thing.captured),
        "currency": thing.currency,
        "reason": thing.reason,
        "next_url": reverse("sandbox_bank:pay", args=[thing.pk]) if open_page else "",
    }


@transaction_required
def write(
    kind: str, thing: Charge | Operation, at: datetime, after: timedelta = timedelta(), repeat: bool = False
) -> None:
    """Write a notice of how the thing stands now."""
    send(kind, described(thing), at, after=after, repeat=repeat)


@transaction_required
def send(
    kind: str, data: dict[str, Any], at: datetime, after: timedelta = timedelta(), repeat: bool = False
) -> None:
    """Write a notice to be sent `after` a while; a repeated one is sent again once it was taken."""
    Notice.objects.create(
        id=new_id("evt"), kind=kind, data=data, created_at=at, send_after=at + after, repeat=repeat
    )
    if not after:
        after_commit(_wake_sender)


def deliver_due(
    *, at: datetime, limit: int = 50, carry: Callable[[bytes, dict[str, str]], None] | None = None
) -> int:
    """Post the notices whose time has come, or have them carried to the shop; return how many were tried."""
    with durable():
        due = Notice.objects.filter(send_after__lte=at).order_by("send_after")
        notices = list(due.select_for_update(skip_locked=True)[:limit])
        for notice in notices:
            notice.attempts += 1
            more = notice.attempts < MOST_ATTEMPTS
            notice.send_after = at + min(AGAIN * 2 ** (notice.attempts - 1), LONGEST) if more else None
            notice.save(update_fields=["attempts", "send_after"])
    for notice in notices:
        _deliver(notice, carry or _post)
    return len(notices)


def _deliver(notice: Notice, carry: Callable[[bytes, dict[str, str]], None]) -> None:
    body = json.dumps({"id": notice.pk, "type": notice.kind, "data": notice.data}).encode()
    signature = sign_body(body, timestamp=int(clock.now().timestamp()))
    try:
        carry(body, {"Content-Type": "application/json", SIGNATURE_HEADER: signature})
    except (OSError, ValueError) as error:  # refused connections, timeouts and 4xx/5xx answers alike
        log.warning("sandbox_notice_not_taken", notice=notice.pk, error=str(error))
        Notice.objects.filter(pk=notice.pk).update(last_error=repr(error)[:200])
        return
    now = clock.now()
    again = now + AGAIN if notice.repeat else None
    Notice.objects.filter(pk=notice.pk).update(
        delivered_at=now, send_after=again, repeat=False, last_error=""
    )


@outside_transactions
def _post(body: bytes, headers: dict[str, str]) -> None:
    request = urllib.request.Request(  # noqa: S310 - the address comes from settings
        settings.SITE_URL + settings.SANDBOX_BANK_WEBHOOK_PATH, data=body, headers=headers
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
        pass


def _wake_sender() -> None:
    """Have the worker post at once; if the broker can't be reached, beat does it within seconds."""
    try:
        current_app.send_task("sandbox_bank.deliver_notices")
    except Exception:
        log.warning("sandbox_sender_not_woken", exc_info=True)
