"""What a chart is made of, in the coordinates of its viewBox."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Number = float
Value = Number | None


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, None where there is none yet. `then` is an earlier period to compare with."""

    name: str
    values: Sequence[Value]
    kind: Literal["now", "then"] = "now"


@dataclass(frozen=True, slots=True)
class Box:
    """The size of a chart and the margins its labels take."""

    width: int = 700
    height: int = 222
    left: int = 46
    right: int = 10
    top: int = 26
    bottom: int = 26

    @property
    def inner_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> int:
        return self.height - self.top - self.bottom

    @property
    def floor(self) -> int:
        return self.height - self.bottom

    @property
    def end(self) -> int:
        return self.width - self.right


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the chart at a round value."""

    y: float
    value: Number


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the chart; `anchor` keeps the outermost ones inside."""

    x: float
    text: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn series: its path and, for the period at hand, the area under it."""

    name: str
    path: str
    area: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The latest known point of the period at hand."""

    x: float
    y: float
    value: Number
    label: str
    anchor: Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Everything a line chart's template draws."""

    box: Box
    ticks: list[Tick]
    labels: list[Label]
    lines: list[Line]
    mark: Mark | None
    threshold_y: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle; `series` counts from 1 and picks the colour."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Everything a chart of stacked columns draws."""

    box: Box
    ticks: list[Tick]
    labels: list[Label]
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of a heat map; `share` of the largest value, 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    share: float
    row: int
    column: int
