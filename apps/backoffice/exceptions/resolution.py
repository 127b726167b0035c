"""Close an incident by hand: with a word on what was done, or by having tried again what didn't work."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock, outbox
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.incidents import resolve_incidents
from apps.core.models import Incident
from apps.core.transactions import durable, transaction_required
from apps.notifications.services import queue_again
from apps.payments.services.asking import resume_asking
from apps.payments.services.refunds import refund_again


class NotOpen(DomainError):
    code = "incident-not-open"
    message = _("Somebody has settled this already.")


class NothingToTry(DomainError):
    code = "nothing-to-try-again"
    message = _("This can't be tried again. Settle it with a note on what was done.")


def settle(*, incident: Incident, note: str, actor: User) -> None:
    """Close the incident; if it happens again, another one opens. Raises NotOpen."""
    with durable():
        _close(incident, actor, note, clock.now())
        details = {"kind": incident.kind, "note": note[:200]}
        record_act(actor=actor, action="incident.settled", subject=f"incident:{incident.pk}", details=details)


def try_again(*, incident: Incident, actor: User) -> None:
    """Have tried again what didn't work; if it fails again, it comes back.

    Raises NotOpen, NothingToTry, and what trying it raises; then nothing changed.
    """
    retry = RETRIES.get(incident.kind)
    if retry is None:
        raise NothingToTry
    now = clock.now()
    with durable():
        _close(incident, actor, "tried again", now)
        retry(incident.subject.partition(":")[2])
        details = {"kind": incident.kind}
        record_act(actor=actor, action="incident.retried", subject=incident.subject[:64], details=details)


@transaction_required
def _close(incident: Incident, actor: User, resolution: str, at: datetime) -> None:
    closed = resolve_incidents(
        kind=incident.kind, subject=incident.subject, by=str(actor), resolution=resolution, at=at
    )
    if not closed:
        raise NotOpen


RETRIES: Mapping[str, Callable[[str], Any]] = {
    outbox.UNDELIVERED: lambda key: outbox.try_again(event_id=int(key)),
    "payment-unresolved": lambda key: resume_asking(payment_id=UUID(key)),
    "refund-failed": lambda key: refund_again(refund_id=UUID(key)),
    "letter-not-sent": lambda key: queue_again(message_id=int(key)),
}
"""By the kind of incident, what is tried again, given the key of its subject."""
