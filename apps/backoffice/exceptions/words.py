"""Incidents in words: what happened, what it means, where to look, what can be tried again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from apps.core.models import Incident
from apps.pos.problems import problem_of

from .details import Known, detail, look_up, order_key
from .kinds import kind_of


@dataclass(frozen=True, slots=True)
class Said:
    """One incident in words, the page of its subject, and the words of the button that tries again."""

    incident: Incident
    title: str
    detail: str
    advice: str
    icon: str
    url: str
    retry: str


PAGES: Mapping[str, str] = {
    "stock": "stock-item",
    "stock-count": "count",
    "till-sale": "till-sale",
    "till": "till",
    "fulfilment": "fulfilment-by-key",
    "fulfilment-line": "fulfilment-page",
    "goods-receipt": "receipt-by-key",
}
"""By the kind of subject, the page that shows it; what is about an order leads there."""


def say_all(incidents: Sequence[Incident]) -> list[Said]:
    """Return the incidents in the reader's words; a number of queries that doesn't grow with them."""
    known = look_up(incidents)
    return [_say(incident, known) for incident in incidents]


def say(incident: Incident) -> Said:
    """Return one incident in the reader's words."""
    return say_all([incident])[0]


def _say(incident: Incident, known: Known) -> Said:
    kind = kind_of(incident.kind)
    return Said(
        incident=incident,
        title=str(kind.title),
        detail=detail(incident, known),
        advice=str(_remedy(incident) or kind.advice),
        icon=kind.icon,
        url=reverse(f"backoffice:{kind.page}") if kind.page else _url(incident),
        retry=str(kind.retry),
    )


def _remedy(incident: Incident) -> str:
    """Return what to do about a till's sale, which depends on what is wrong with it."""
    if incident.kind != "till-sale-attention":
        return ""
    return str(problem_of(incident.data.get("problem", "")).remedy)


def _url(incident: Incident) -> str:
    order = order_key(incident)
    if order:
        return reverse("backoffice:order-by-key", args=[order])
    subject = incident.data["cause"] if incident.kind == "letter-not-sent" else incident.subject
    kind, _colon, key = subject.partition(":")
    name, argument = PAGES.get(kind, ""), key
    if kind in ("stock", "stock-count", "fulfilment"):
        argument = key.partition(":")[0]
    elif kind == "fulfilment-line":
        argument = str(incident.data.get("fulfilment", ""))
    try:
        return reverse(f"backoffice:{name}", args=[argument]) if name and argument else ""
    except NoReverseMatch:  # the subject names something that has no page
        return ""
