"""Proposals as people look at them."""

from django.db.models import QuerySet

from apps.accounts.rights import Rights

from .models import ReplenishmentProposal
from .selectors import ACT

State = ReplenishmentProposal.State


def proposals_for(*, rights: Rights) -> QuerySet[ReplenishmentProposal]:
    """Return the proposals of locations where the person buys, whatever became of them."""
    proposals = ReplenishmentProposal.objects.select_related(
        "product__parent", "location", "origin", "supplier"
    )
    return rights.scope(proposals, act=ACT)


def open_proposals(*, rights: Rights) -> QuerySet[ReplenishmentProposal]:
    """Return those that wait for a decision."""
    return proposals_for(rights=rights).filter(state=State.OPEN)
