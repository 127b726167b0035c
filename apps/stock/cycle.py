"""Which products are due to be counted: what sells for most is counted most often (ABC). Pure.

By the value of a year's sales at average cost, from the largest on: A is what makes the first 80 % of it, B the
next 15 %, C the rest. What has no known cost can't be valued and is taken for B.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

Class = Literal["A", "B", "C"]
SHARES: tuple[tuple[Class, Decimal], ...] = (("A", Decimal("0.80")), ("B", Decimal("0.95")))
EVERY: Mapping[Class, timedelta] = {
    "A": timedelta(days=30),
    "B": timedelta(days=91),
    "C": timedelta(days=365),
}
"""A monthly, B quarterly, C yearly."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product at a location, with what decides whether it is due.

    `sold` is the value of what was sold of it, None where no cost is known. A figure that can't be right, such as
    less than nothing or less than is promised, makes it suspicious.
    """

    product_id: int
    sold: Decimal | None
    counted_at: datetime | None
    is_suspicious: bool


def classify(candidates: Iterable[Candidate]) -> dict[int, Class]:
    """Return the class of each product."""
    ordered = sorted(candidates, key=lambda each: (-(each.sold or 0), each.product_id))
    total = sum((each.sold or Decimal(0) for each in ordered), Decimal(0))
    classes: dict[int, Class] = {}
    before = Decimal(0)
    for each in ordered:
        if each.sold is None:
            classes[each.product_id] = "B"
            continue
        share = before / total if total else Decimal(1)
        classes[each.product_id] = next((name for name, end in SHARES if share < end), "C")
        before += each.sold
    return classes


def due(candidates: Iterable[Candidate], *, at: datetime) -> list[int]:
    """Return the products that are due, the most urgent first: suspicious ones, then those never counted, then by
    class and by how long ago they were counted."""
    candidates = list(candidates)
    classes = classify(candidates)
    waiting = [
        each
        for each in candidates
        if each.is_suspicious
        or each.counted_at is None
        or at - each.counted_at >= EVERY[classes[each.product_id]]
    ]
    waiting.sort(key=lambda each: (*_urgency(each, classes[each.product_id]), each.product_id))
    return [each.product_id for each in waiting]


def _urgency(each: Candidate, name: Class) -> tuple[bool, bool, str, float, Decimal]:
    counted = each.counted_at.timestamp() if each.counted_at else 0.0
    return (not each.is_suspicious, each.counted_at is not None, name, counted, -(each.sold or Decimal(0)))
