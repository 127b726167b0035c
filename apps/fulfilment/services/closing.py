"""Goods leave the house: the promise is consumed, and the order completed once nothing is left."""

from datetime import datetime

from apps.accounts.models import User
from apps.core.transactions import transaction_required
from apps.stock.services.allocation import consume

from ..models import Fulfilment


@transaction_required
def take_from_stock(*, fulfilment: Fulfilment, actor: User | None, at: datetime) -> None:
    """Consume the promises of what was picked: on hand and allocated fall together, once."""
    lines = fulfilment.lines.filter(picked__gt=0).select_related("allocation")
    consume(
        allocations=[line.allocation for line in lines],
        quantities={line.allocation_id: line.picked for line in lines},
        actor=actor,
        at=at,
        source_kind="fulfilment",
        source_id=str(fulfilment.pk),
    )
