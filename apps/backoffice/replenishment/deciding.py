"""Accepting and dismissing what was chosen; asking for a new look."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import clock
from apps.core.errors import DomainError
from apps.purchasing.models import ReplenishmentProposal
from apps.purchasing.proposals import open_proposals
from apps.purchasing.selectors import ACT
from apps.purchasing.services.asking import ask_for_proposals
from apps.purchasing.services.deciding import Accepted, accept_proposals, dismiss_proposals

from ..shell.access import DO, StaffRequest, staff_only
from ..shell.pages import done, refused, way_back

MOST = 200
SEND = "stock.transfer"


@staff_only(ACT, methods=DO)
def decide(request: StaffRequest) -> HttpResponse:
    """Draft what was chosen, or dismiss it; a second click finds nothing left to decide."""
    back = way_back(request, reverse("backoffice:proposals"))
    chosen = _chosen(request)
    try:
        if request.POST.get("act") == "dismiss":
            count = dismiss_proposals(
                proposal_ids=[each.pk for each in chosen], actor=request.staff.user, at=clock.now()
            )
            words = ngettext("%(count)d dismissed", "%(count)d dismissed", count) % {"count": count}
            return done(request, back, words)
        return _accept(request, chosen, back)
    except DomainError as reason:
        return refused(request, back, reason)


def _accept(request: StaffRequest, chosen: Collection[ReplenishmentProposal], back: str) -> HttpResponse:
    mine = [each for each in chosen if _may_draft(request, each)]
    if len(mine) < len(chosen):
        messages.warning(request, _("You can't draft transfers there; those proposals stay open."))
    accepted = accept_proposals(
        proposal_ids=[each.pk for each in mine],
        actor=request.staff.user,
        at=clock.now(),
        quantities=_quantities(request.POST, mine),
    )
    for reason in dict.fromkeys(accepted.refused.values()):
        messages.warning(request, reason)
    return done(request, back, drafted_in_words(accepted))


def _may_draft(request: StaffRequest, proposal: ReplenishmentProposal) -> bool:
    """Tell whether the person may have goods sent: from there, or to there."""
    ends = (proposal.origin_id, proposal.location_id)
    return proposal.origin_id is None or any(request.staff.can(SEND, place) for place in ends)


def _chosen(request: StaffRequest) -> list[ReplenishmentProposal]:
    keys = [int(key) for key in request.POST.getlist("chosen")[:MOST] if key.isdecimal() and len(key) < 15]
    return list(open_proposals(rights=request.staff.rights).filter(pk__in=keys))


def _quantities(typed: QueryDict, chosen: Collection[ReplenishmentProposal]) -> dict[int, int]:
    """Return the quantities as typed; what is no number is a refused one, not the proposed one."""
    fields = {each.pk: typed.get(f"q-{each.pk}", "").strip() for each in chosen}
    return {
        key: int(text) if text.isdecimal() and text.isascii() and len(text) < 8 else 0
        for key, text in fields.items()
        if text
    }


def drafted_in_words(accepted: Accepted) -> str:
    """Return what was drafted, with the first codes."""
    orders, transfers = len(accepted.orders), len(accepted.transfers)
    parts = []
    if orders:
        words = ngettext("%(count)d purchase order drafted", "%(count)d purchase orders drafted", orders)
        codes = ", ".join(order.code for order in accepted.orders[:5])
        parts.append(f"{words % {'count': orders}}: {codes}")
    if transfers:
        words = ngettext("%(count)d transfer drafted", "%(count)d transfers drafted", transfers)
        codes = ", ".join(transfer.code for transfer in accepted.transfers[:5])
        parts.append(f"{words % {'count': transfers}}: {codes}")
    return " · ".join(parts) or _("Nothing was drafted")


@staff_only(ACT, methods=DO)
def look_again(request: StaffRequest) -> HttpResponse:
    """Ask the worker to look through the locations in sight."""
    places = [request.staff.place] if request.staff.place else request.staff.places
    keys = [place.pk for place in places if request.staff.can(ACT, place.pk)]
    ask_for_proposals(location_ids=keys, actor=request.staff.user)
    return done(request, reverse("backoffice:proposals"), _("New proposals are being made"))
