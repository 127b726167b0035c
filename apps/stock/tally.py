"""From the entries of a count to what was counted. Pure.

A shelf is counted by scans and tags, which add up, or by a quantity that is typed or comes in a file, which
replaces what was counted on that shelf before. What counts is when something was counted, not when it
arrived: an entry that was without network for an hour takes its place in between. Shelves add up.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """How many one person counted on one shelf at one moment; `sets` replaces, otherwise it adds."""

    shelf: str
    quantity: int
    at: datetime
    by: int | str | None = None
    sets: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A shelf that two people counted: what each of them found there."""

    shelf: str
    found: dict[int | str | None, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of a product: in all, on which shelf, from when to when, and who disagrees."""

    counted: int
    first_at: datetime
    last_at: datetime
    shelves: dict[str, int]
    disagreements: list[Disagreement]


@dataclass(slots=True)
class _Shelf:
    quantity: int = 0
    moments: list[datetime] = field(default_factory=list)
    by: Counter[int | str | None] = field(default_factory=Counter)
    replaced: dict[int | str | None, int] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        if entry.sets:
            self.replaced |= self.by
            self.quantity, self.moments = 0, []
            self.by = Counter()
        self.quantity += entry.quantity
        self.moments.append(entry.at)
        self.by[entry.by] += entry.quantity

    def disagreement(self, name: str) -> Disagreement | None:
        """Return what two people found here, if they can't both be right.

        A quantity that replaced somebody else's other quantity; or scans of two people that were added up on
        a shelf that has a name, where the second may have scanned what the first did.
        """
        others = {by: found for by, found in self.replaced.items() if by not in self.by}
        if any(found != self.quantity for found in others.values()):
            return Disagreement(name, others | dict(self.by))
        return Disagreement(name, dict(self.by)) if name and len(self.by) > 1 else None


def tally(entries: Iterable[Entry], *, since: datetime | None = None) -> Tally | None:
    """Return what the entries come to, those before `since` left out; None where nothing was counted."""
    shelves: dict[str, _Shelf] = {}
    for entry in sorted(entries, key=lambda entry: entry.at):
        if since is None or entry.at >= since:
            shelves.setdefault(entry.shelf, _Shelf()).take(entry)
    if not shelves:
        return None
    moments = [moment for shelf in shelves.values() for moment in shelf.moments]
    found = [shelf.disagreement(name) for name, shelf in sorted(shelves.items())]
    return Tally(
        counted=sum(shelf.quantity for shelf in shelves.values()),
        first_at=min(moments),
        last_at=max(moments),
        shelves={name: shelf.quantity for name, shelf in sorted(shelves.items())},
        disagreements=[each for each in found if each],
    )
