"""Transfers in words: what was done."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from apps.core import formatting, ui
from apps.core.models import AuditEntry

from ..shell.stories import Event

ACTS: Mapping[str, tuple[str | Promise, str]] = {
    "transfer.drafted": (gettext_lazy("Drafted"), ""),
    "transfer.dispatched": (gettext_lazy("Sent off"), ""),
    "transfer.received": (gettext_lazy("Received"), "ok"),
    "transfer.cancelled": (gettext_lazy("Called off"), "bad"),
}


def story_of(acts: Iterable[AuditEntry]) -> list[Event]:
    """Return what was done with a transfer, in the reader's language."""
    return [_event(act) for act in acts]


def _event(act: AuditEntry) -> Event:
    title, tone = ACTS.get(act.action, (act.action, ""))
    units = act.details.get("units")
    arrived = ""
    if units is not None:
        count = formatting.format_number(units, locale=ui.reader_locale())
        arrived = ngettext("%(count)s unit arrived", "%(count)s units arrived", units) % {"count": count}
    return Event(act.at, str(title), act.actor_name, act.details.get("reason", "") or arrived, tone)
