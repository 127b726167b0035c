"""Where the lines, bars and ticks of a chart lie, in the coordinates of its viewBox. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
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


def ticks(low: Number, high: Number, *, about: int = 5) -> list[Number]:
    """Return round values from at most `low` to at least `high`, zero among them, about so many steps."""
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / about
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    return [round(step * index, 10) for index in range(floor(low / step), ceil(high / step) + 1)]


def line_chart(
    *, labels: Sequence[str], series: Sequence[Series], threshold: Value = None, box: Box | None = None
) -> LineChart:
    """Lay out lines over equally spaced labels; a None breaks a line, the last known value gets a mark."""
    box = box or Box()
    known = [value for row in series for value in row.values if value is not None]
    scale = _Scale.over([*known, *([] if threshold is None else [threshold])], box)
    step = box.inner_width / max(len(labels) - 1, 1)
    xs = [box.left + step * index for index in range(len(labels))]
    lines = [_line(row, xs, scale) for row in sorted(series, key=lambda row: row.kind != "then")]
    return LineChart(
        box=box,
        ticks=scale.ticks,
        labels=_labels(labels, xs, box),
        lines=lines,
        mark=_mark(series, labels, xs, scale),
        threshold_y=None if threshold is None else scale.y(threshold),
    )


def column_chart(*, labels: Sequence[str], series: Sequence[Series], box: Box | None = None) -> ColumnChart:
    """Lay out one column a label, the series stacked in order; what is None or negative takes no height."""
    box = box or Box()
    stacks = [[max(row.values[at] or 0, 0) for row in series] for at in range(len(labels))]
    scale = _Scale.over([sum(stack) for stack in stacks], box)
    step = box.inner_width / max(len(labels), 1)
    width = min(step * 0.64, 48)
    bars = []
    for at, stack in enumerate(stacks):
        base = 0.0
        for number, value in enumerate(stack, start=1):
            top, bottom = scale.y(base + value), scale.y(base)
            if value:
                x = box.left + step * (at + 0.5) - width / 2
                bars.append(Bar(round(x, 1), top, round(width, 1), round(bottom - top, 1), number))
            base += value
    centres = [box.left + step * (at + 0.5) for at in range(len(labels))]
    return ColumnChart(
        box=box, ticks=scale.ticks, labels=_labels(labels, centres, box, inset=False), bars=bars
    )


def sparkline(values: Sequence[Value], *, width: int = 100, height: int = 24) -> str:
    """Return the path of a line of values filling a small box, 2 units inside it; empty for no values."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = (width - 4) / max(len(values) - 1, 1)
    points = [
        None if value is None else (2 + step * at, height - 2 - (height - 4) * (value - low) / span)
        for at, value in enumerate(values)
    ]
    return _path(points)


def shares(values: Sequence[Number]) -> list[int]:
    """Return each value as a whole percentage of the largest, at least 1 for anything above zero."""
    largest = max([*values, 0])
    return [max(round(100 * value / largest), 1) if value > 0 else 0 for value in values]


def heat_map(rows: Sequence[Sequence[Number]], *, box: Box | None = None, gap: int = 3) -> list[Cell]:
    """Lay out a grid of cells, one row a line, each with its share of the largest value."""
    box = box or Box(left=46, right=0, top=4, bottom=22, height=210)
    largest = max((value for row in rows for value in row), default=0) or 1
    height = box.inner_height / max(len(rows), 1)
    cells = []
    for at, row in enumerate(rows):
        width = box.inner_width / max(len(row), 1)
        for column, value in enumerate(row):
            x, y = box.left + width * column, box.top + height * at
            share = round(max(value, 0) / largest, 3)
            cells.append(
                Cell(
                    round(x, 1), round(y, 1), round(width - gap, 1), round(height - gap, 1), share, at, column
                )
            )
    return cells


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Number
    high: Number
    box: Box
    ticks: list[Tick]

    @classmethod
    def over(cls, values: Sequence[Number], box: Box) -> "_Scale":
        marks = ticks(min(values, default=0), max(values, default=0))
        scale = cls(marks[0], marks[-1], box, [])
        scale.ticks.extend(Tick(scale.y(mark), mark) for mark in marks)
        return scale

    def y(self, value: Number) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.box.floor - self.box.inner_height * share, 1)


def _line(row: Series, xs: Sequence[float], scale: _Scale) -> Line:
    points = [
        None if value is None else (x, scale.y(value)) for x, value in zip(xs, row.values, strict=False)
    ]
    area = "" if row.kind == "then" else "".join(_area(run, scale.y(0)) for run in _runs(points))
    return Line(name=row.name, path=_path(points), area=area, kind=row.kind)


def _mark(series: Sequence[Series], labels: Sequence[str], xs: Sequence[float], scale: _Scale) -> Mark | None:
    current = next((row for row in series if row.kind == "now"), None)
    known = [at for at, value in enumerate(current.values) if value is not None] if current else []
    if not current or not known:
        return None
    at = known[-1]
    value = current.values[at] or 0.0
    anchor: Literal["start", "end"] = "start" if xs[at] < scale.box.width / 3 else "end"
    return Mark(x=round(xs[at], 1), y=scale.y(value), value=value, label=labels[at], anchor=anchor)


def _labels(texts: Sequence[str], xs: Sequence[float], box: Box, *, inset: bool = True) -> list[Label]:
    every = max(ceil(len(texts) / 7), 1)
    last = len(texts) - 1
    found = []
    for at in range(0, len(texts), every):
        outer = inset and at in (0, last) and last > 0
        anchor: Literal["start", "middle", "end"] = "middle" if not outer else "end" if at else "start"
        found.append(Label(round(xs[at], 1), texts[at], anchor))
    return found


Point = tuple[float, float]


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(points: Sequence[Point | None]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in _runs(points))


def _area(run: list[Point], base: float) -> str:
    corners = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return f"M{corners}L{run[-1][0]:.1f} {base:.1f}L{run[0][0]:.1f} {base:.1f}Z"
