"""What is said to and by counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from apps.core.audit import Actor

from .choices import CountSource, LineDecision

if TYPE_CHECKING:
    from .models import CountLine, StockCount

COUNT_SOURCE = "stock-count"
"""The kind of source of movements that a count writes, and of the subject of its acts."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says what was counted: a person, a device, or both."""

    by_id: int | None = None
    device: str = ""

    @classmethod
    def of(cls, actor: Actor | None, device: str) -> "Teller":
        """Return the person, or nobody, with the device's name."""
        return cls(actor.pk if actor else None, device[:80])


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What was counted: so many units under a SKU or GTIN, at a moment by the counting device's clock.

    Its key is made where it is counted; the same key counts once, however often it is sent.
    """

    key: str
    code: str
    quantity: int
    at: datetime
    shelf: str = ""
    source: str = CountSource.SCAN


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """What became of an entry: taken, known from before, or refused with a problem's code."""

    key: str
    status: str
    product_id: int | None = None
    counted: int | None = None
    in_scope: bool = True
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TagAnswer:
    """What a read list came to: tags new to the count, those read before, GTINs of no product, lines in error."""

    new: int
    repeated: int
    unknown: Mapping[str, int]
    problems: list[tuple[int, str, str]]
    """Line, what stands there, why it is no tag."""


class ConflictKind(StrEnum):
    """Why a line can't be booked without somebody's looking."""

    MOVED = "moved"
    TOLD_LATE = "told-late"
    TWO_PEOPLE = "two-people"
    NOT_COUNTED = "not-counted"
    PROMISED = "promised"
    COUNTED_LATER = "counted-later"
    OPEN_ELSEWHERE = "open-elsewhere"


MENTIONED_ONLY = frozenset({ConflictKind.OPEN_ELSEWHERE})
"""Said, but nobody has to decide."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction in a line, with what the sentence about it needs."""

    kind: ConflictKind
    units: int = 0
    shelf: str = ""
    found: Mapping[int | str | None, int] = field(default_factory=dict)
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """A line of a count beside the book: what it was at the moment, what differs, what contradicts."""

    line: "CountLine"
    book: int | None
    unit_cost: Decimal | None
    shelves: Mapping[str, int]
    conflicts: list[Conflict]

    @property
    def difference(self) -> int | None:
        """Return how many units more (positive) or fewer there were than in the book; None where not counted."""
        if self.line.counted is None or self.book is None:
            return None
        return self.line.counted - self.book

    @property
    def value(self) -> Decimal | None:
        """Return the difference at average cost; None where either isn't known."""
        if self.difference is None or self.unit_cost is None:
            return None
        return self.difference * self.unit_cost

    @property
    def is_booked(self) -> bool:
        """Tell whether posting books this line."""
        return self.line.counted is not None and self.line.decision != LineDecision.SKIP

    @property
    def needs_decision(self) -> bool:
        """Tell whether posting waits for somebody to look at this line."""
        if self.line.decision == LineDecision.RECOUNT:
            return True
        return not self.line.decision and any(each.kind not in MENTIONED_ONLY for each in self.conflicts)


@dataclass(frozen=True, slots=True)
class LateArrival:
    """A booked line that isn't right any more, and by how many units the book would have to change."""

    line: "CountLine"
    count: "StockCount"
    units: int
