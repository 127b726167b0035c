"""What happened to a purchase order or a receipt, in words, out of who did what."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.models import AuditEntry

_WORDS: dict[str, tuple[str | Promise, str]] = {
    "purchase.drafted": (_("Drafted"), ""),
    "purchase.drafted-from-needs": (_("Goods added that are needed"), ""),
    "purchase.sent": (_("Sent"), "done"),
    "purchase.received": (_("Goods came"), "done"),
    "purchase.expected": (_("Expected on another day"), ""),
    "purchase.called-off": (_("Called off in part"), "bad"),
    "purchase.cancelled": (_("Cancelled"), "bad"),
    "purchase.closed": (_("Closed"), "done"),
    "receipt.invoiced": (_("Invoice booked"), ""),
    "receipt.landed-cost": (_("Cost on top"), ""),
}
_TOLD = ("to", "receipt", "invoice", "units", "amount", "currency", "reason")


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline."""

    at: datetime
    title: str
    detail: str
    actor: str
    tone: str


def happenings(subject: str) -> list[Happening]:
    """Return what happened to the subject, newest first; how a draft was typed is left out."""
    entries = AuditEntry.objects.filter(subject=subject, action__in=_WORDS).order_by("-pk")
    return [_say(entry) for entry in entries[:100]]


def _say(entry: AuditEntry) -> Happening:
    title, tone = _WORDS[entry.action]
    detail = ", ".join(str(entry.details[key]) for key in _TOLD if entry.details.get(key))
    actor = entry.actor_name if entry.actor_id else ""
    at = datetime.fromisoformat(entry.details["at"]) if "at" in entry.details else entry.at
    return Happening(at, str(title), detail, actor, tone)
