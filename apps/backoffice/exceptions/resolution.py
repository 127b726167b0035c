"""Close an incident by hand: with a word on what was done, or by having news delivered again."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.incidents import resolve_incidents
from apps.core.models import Incident
from apps.core.outbox import UNDELIVERED, try_again
from apps.core.transactions import durable


class NotOpen(DomainError):
    code = "incident-not-open"
    message = _("Somebody has settled this already.")


def settle(*, incident: Incident, note: str, actor: User) -> None:
    """Close the incident; if it happens again, another one opens. Raises NotOpen."""
    with durable():
        closed = resolve_incidents(
            kind=incident.kind,
            subject=incident.subject,
            by=str(actor),
            resolution=note,
            at=clock.now(),
        )
        if not closed:
            raise NotOpen
        details = {"kind": incident.kind, "note": note[:200]}
        record_act(actor=actor, action="incident.settled", subject=f"incident:{incident.pk}", details=details)


def deliver_again(*, incident: Incident, actor: User) -> None:
    """Have news that couldn't be delivered tried again; if it fails as often again, it comes back. Raises NotOpen."""
    with durable():
        closed = resolve_incidents(
            kind=UNDELIVERED, subject=incident.subject, by=str(actor), resolution="Delivery is tried again."
        )
        if not closed:
            raise NotOpen
        try_again(event_id=int(incident.subject.removeprefix("event:")))
        details = {"event": incident.data.get("event", "")}
        record_act(actor=actor, action="event.retried", subject=incident.subject, details=details)
