"""Close an incident by hand, with a word on what was done."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.incidents import resolve_incidents
from apps.core.models import Incident
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
