"""Round ticks, the way from values to heights, the words underneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

from apps.core.charts.types import Box, Label, Number, Tick


def ticks(low: Number, high: Number, *, about: int = 5) -> list[Number]:
    """Return round values from at most `low` to at least `high`, zero among them, about so many steps."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-6:
        low, high = 0.0, 1.0
    rough = (high - low) / about
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    return [round(step * index, 10) for index in range(floor(low / step), ceil(high / step) + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to heights."""

    low: Number
    high: Number
    box: Box
    ticks: list[Tick]

    @classmethod
    def over(cls, values: Sequence[Number], box: Box) -> "Scale":
        """Return a scale of round ticks that holds all values and zero."""
        marks = ticks(min(values, default=0), max(values, default=0))
        scale = cls(marks[0], marks[-1], box, [])
        scale.ticks.extend(Tick(scale.y(mark), mark) for mark in marks)
        return scale

    def y(self, value: Number) -> float:
        """Return how far down a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.box.floor - self.box.inner_height * share, 1)


def place_labels(texts: Sequence[str], xs: Sequence[float], box: Box, *, inset: bool = True) -> list[Label]:
    """Return at most seven labels, every so many; `inset` keeps the outermost inside the chart."""
    every = max(ceil(len(texts) / 7), 1)
    last = len(texts) - 1
    found = []
    for at in range(0, len(texts), every):
        outer = inset and at in (0, last) and last > 0
        anchor: Literal["start", "middle", "end"] = "middle" if not outer else "end" if at else "start"
        found.append(Label(round(xs[at], 1), texts[at], anchor))
    return found
