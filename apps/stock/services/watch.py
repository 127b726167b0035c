"""Facts that contradict the book: goods sold that weren't there, goods promised that are gone.

They are recorded all the same; an incident tells the location's staff, and ends by itself when the
figures are right again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from apps.core.incidents import Finding, open_incidents, resolve_all
from apps.core.transactions import transaction_required

BELOW_ZERO = "stock-below-zero"
OVERPROMISED = "stock-overpromised"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level's figures after a change, and by how much on hand and allocated changed."""

    product_id: int
    location_id: int
    on_hand: int
    allocated: int
    on_hand_change: int = 0
    allocated_change: int = 0

    @property
    def missing(self) -> int:
        """Return how many units were handed out that the book doesn't know."""
        return max(0, -self.on_hand)

    @property
    def missing_before(self) -> int:
        return max(0, self.on_hand_change - self.on_hand)

    @property
    def overpromised(self) -> int:
        """Return how many promised units aren't there."""
        return max(0, self.allocated - max(0, self.on_hand))

    @property
    def overpromised_before(self) -> int:
        on_hand = max(0, self.on_hand - self.on_hand_change)
        return max(0, self.allocated - self.allocated_change - on_hand)


@transaction_required
def watch(*, changes: Iterable[LevelChange]) -> None:
    """Open incidents for levels that got worse than nothing, and end those of levels that recovered."""
    changes = list(changes)
    _watch(BELOW_ZERO, changes, lambda level: (level.missing_before, level.missing))
    _watch(OVERPROMISED, changes, lambda level: (level.overpromised_before, level.overpromised))


def _watch(kind: str, changes: list[LevelChange], measure: Callable[[LevelChange], tuple[int, int]]) -> None:
    worse, recovered = [], []
    for level in changes:
        before, now = measure(level)
        if now > before:
            worse.append(_finding(level))
        elif before and not now:
            recovered.append(_subject(level))
    open_incidents(kind=kind, findings=worse)
    if recovered:
        resolve_all(kind=kind, subjects=recovered, by="system", resolution="The figures are right again.")


def _subject(level: LevelChange) -> str:
    return f"stock:{level.product_id}:{level.location_id}"


def _finding(level: LevelChange) -> Finding:
    figures = {"product_id": level.product_id, "on_hand": level.on_hand, "allocated": level.allocated}
    return Finding(_subject(level), level.location_id, figures)
