"""The movements of goods that travel: each step of a transfer takes them out of one place or state into another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from apps.core.audit import Actor

from ..choices import MovementKind, StockState
from ..models import Transfer
from ..types import NewMovement

Units = Mapping[int, int]
Reasons = Mapping[int, str]
"""Units, and reasons, by product."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a transfer, which is the cause of the movements that it makes."""

    transfer: Transfer
    source_kind: str
    source_id: str
    actor: Actor | None
    at: datetime

    def sent(self, units: Units, reasons: Reasons | None = None) -> Iterator[NewMovement]:
        """Yield goods leaving the origin, which from then on are on their way to the destination."""
        for product_id, quantity in units.items():
            why = (reasons or {}).get(product_id, "")
            yield self._at_origin(product_id, MovementKind.TRANSFER_OUT, -quantity, why)
            yield self._on_the_way(product_id, MovementKind.TRANSFER_IN, quantity, why)

    def brought_back(self, units: Units, reason: str) -> Iterator[NewMovement]:
        """Yield goods that were on their way and are at the origin again."""
        for product_id, quantity in units.items():
            yield self._on_the_way(product_id, MovementKind.TRANSFER_OUT, -quantity, reason)
            yield self._at_origin(product_id, MovementKind.TRANSFER_IN, quantity, reason)

    def lost(self, units: Units, reasons: Reasons) -> Iterator[NewMovement]:
        """Yield goods that got lost on their way."""
        for product_id, quantity in units.items():
            yield self._on_the_way(product_id, MovementKind.WRITE_OFF, -quantity, reasons[product_id])

    def arrived(self, units: Units, state: StockState, reasons: Reasons) -> Iterator[NewMovement]:
        """Yield goods that were on their way and are at the destination now, in the state they came in."""
        there = (self.transfer.destination_id, state)
        for product_id, quantity in units.items():
            why, line = reasons.get(product_id, ""), f"{product_id}:{state}"
            yield self._on_the_way(product_id, MovementKind.STATE_OUT, -quantity, why, line)
            yield self._move(product_id, MovementKind.STATE_IN, quantity, place=there, reason=why, line=line)

    def _at_origin(self, product_id: int, kind: MovementKind, quantity: int, reason: str) -> NewMovement:
        place = (self.transfer.origin_id, StockState.SELLABLE)
        return self._move(product_id, kind, quantity, place=place, reason=reason)

    def _on_the_way(
        self, product_id: int, kind: MovementKind, quantity: int, reason: str, line: str = ""
    ) -> NewMovement:
        place = (self.transfer.destination_id, StockState.IN_TRANSIT)
        return self._move(product_id, kind, quantity, place=place, reason=reason, line=line)

    def _move(
        self,
        product_id: int,
        kind: MovementKind,
        quantity: int,
        *,
        place: tuple[int, StockState],
        reason: str,
        line: str = "",
    ) -> NewMovement:
        location_id, state = place
        return NewMovement(
            product_id=product_id,
            location_id=location_id,
            kind=kind,
            quantity=quantity,
            at=self.at,
            source_kind=self.source_kind,
            source_id=self.source_id,
            source_line=line or str(product_id),
            actor_id=self.actor.pk if self.actor else None,
            reason=reason,
            state=state,
        )
