"""Accepting and dismissing proposals, many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_rows
from apps.core.transactions import durable
from apps.stock.selectors import Transfer
from apps.stock.services.checks import check_quantity
from apps.stock.services.transfers import draft_transfer

from ..models import PurchaseOrder
from ..models import ReplenishmentProposal as Proposal
from ..types import Wanted
from .drafting import draft_orders

State, Kind = Proposal.State, Proposal.Kind


class NothingChosen(DomainError):
    code = "no-proposals-chosen"
    message = _("Choose at least one proposal that is still open.")


@dataclass(slots=True)
class Accepted:
    """What was drafted, and which proposals stay open, with the reason."""

    orders: list[PurchaseOrder] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


class NobodySellsIt(DomainError):
    code = "nobody-sells-it"
    message = _("Nobody sells it to us. Agree on terms with a supplier first.")


def accept_proposals(
    *,
    proposal_ids: Collection[int],
    actor: Actor | None,
    at: datetime,
    quantities: Mapping[int, int] | None = None,
) -> Accepted:
    """Draft what is proposed: one purchase order per supplier and location, one transfer per pair of locations.

    `quantities` are other units by proposal. Each proposal is accepted once, whoever else accepts it at the
    same time; what can't be drafted stays open and says why. Raises NothingChosen, WrongQuantity.
    """
    for units in (quantities or {}).values():
        check_quantity(units, least=1)
    chosen = _claim(proposal_ids, quantities or {}, actor, at)
    accepted = Accepted()
    for group in _groups(chosen):
        try:
            _draft(group, actor, at, accepted)
        except DomainError as reason:
            _give_back(group)
            accepted.refused |= {proposal.pk: str(reason) for proposal in group}
    return accepted


def dismiss_proposals(*, proposal_ids: Collection[int], actor: Actor | None, at: datetime) -> int:
    """Dismiss open proposals until their positions change; return how many were. Raises NothingChosen."""
    with durable():
        chosen = _lock_open(proposal_ids)
        _decide(chosen, State.DISMISSED, actor, at)
    return len(chosen)


def _claim(
    proposal_ids: Collection[int], quantities: Mapping[int, int], actor: Actor | None, at: datetime
) -> list[Proposal]:
    """Mark the open ones as accepted before anything is drafted from them.

    If the process dies in between, nothing is drafted twice, and the next run proposes them again.
    """
    with durable():
        chosen = _lock_open(proposal_ids)
        for proposal in chosen:
            proposal.quantity = quantities.get(proposal.pk, proposal.quantity)
        _decide(chosen, State.ACCEPTED, actor, at)
    return chosen


def _lock_open(proposal_ids: Collection[int]) -> list[Proposal]:
    chosen = lock_rows(Proposal.objects.filter(pk__in=proposal_ids, state=State.OPEN))
    if not chosen:
        raise NothingChosen
    return chosen


def _decide(chosen: Sequence[Proposal], state: str, actor: Actor | None, at: datetime) -> None:
    for proposal in chosen:
        proposal.state, proposal.decided_at = state, at
        proposal.decided_by_id = actor.pk if actor else None
    Proposal.objects.bulk_update(chosen, ["state", "decided_at", "decided_by", "quantity"])
    by_place: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in chosen:
        by_place[proposal.location_id].append(proposal)
    for location_id, there in sorted(by_place.items()):
        details = {"products": {str(each.product_id): each.quantity for each in there}}
        record_act(
            actor=actor, action=f"proposals.{state}", subject=f"location:{location_id}", details=details
        )


def _groups(chosen: Sequence[Proposal]) -> list[list[Proposal]]:
    """Return what goes on one document: same kind, same source, same destination."""
    groups: dict[tuple[str, int, int], list[Proposal]] = defaultdict(list)
    for proposal in chosen:
        source = proposal.origin_id or proposal.supplier_id or 0
        groups[proposal.kind, source, proposal.location_id].append(proposal)
    return [group for _key, group in sorted(groups.items())]


def _draft(group: Sequence[Proposal], actor: Actor | None, at: datetime, accepted: Accepted) -> None:
    first = group[0]
    if first.kind == Kind.TRANSFER:
        transfer = draft_transfer(
            origin_id=first.origin_id or 0,
            destination_id=first.location_id,
            quantities={proposal.product_id: proposal.quantity for proposal in group},
            actor=actor,
            at=at,
        )
        accepted.transfers.append(transfer)
        _note(group, transfer_id=transfer.pk)
        return
    if first.supplier_id is None:
        raise NobodySellsIt
    wanted = [
        Wanted(proposal.product_id, proposal.location_id, proposal.quantity, first.supplier_id)
        for proposal in group
    ]
    drafted = draft_orders(wanted=wanted, actor=actor, at=at)
    if drafted.without_supplier:
        unsold = [proposal for proposal in group if proposal.product_id in drafted.without_supplier]
        _give_back(unsold)
        accepted.refused |= {proposal.pk: str(NobodySellsIt()) for proposal in unsold}
    accepted.orders += drafted.orders
    sold = [proposal for proposal in group if proposal.product_id not in drafted.without_supplier]
    if drafted.orders:
        _note(sold, order_id=drafted.orders[0].pk)


def _note(group: Sequence[Proposal], **document: int) -> None:
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in group]).update(**document)


def _give_back(group: Sequence[Proposal]) -> None:
    """Leave the proposals open again, unless a run has meanwhile proposed the same anew."""
    with durable():
        for proposal in group:
            standing = Proposal.objects.filter(
                product_id=proposal.product_id, location_id=proposal.location_id
            ).exclude(state=State.ACCEPTED)
            if not standing.exists():
                Proposal.objects.filter(pk=proposal.pk).update(
                    state=State.OPEN, decided_at=None, decided_by=None
                )
