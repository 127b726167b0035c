"""Who did what: one line per act of a person or a process, written with the act."""

from typing import Any, Protocol

from . import clock
from .models import AuditEntry
from .transactions import transaction_required


class Actor(Protocol):
    """Anybody who acts: a member of staff, a customer."""

    pk: Any

    def get_full_name(self) -> str: ...


@transaction_required
def record_act(
    *, actor: Actor | None, action: str, subject: str, details: dict[str, Any] | None = None
) -> None:
    """Write that the actor (None: the system) did this, for example `order.cancelled` to `order:17`."""
    AuditEntry.objects.create(
        at=clock.now(),
        actor_id=actor.pk if actor else None,
        actor_name=(actor.get_full_name() or str(actor))[:150] if actor else "system",
        action=action,
        subject=subject,
        details=details or {},
    )
